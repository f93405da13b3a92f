create or replace function analytics_api.receive_events(
    p_body text,
    p_format text,
    p_context jsonb
)
returns table (status integer, body jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_events jsonb;
    v_result jsonb;
begin
    begin
        v_events := case p_format
            when 'ndjson' then analytics.parse_ndjson(p_body)
            else p_body::jsonb
        end;
    exception
        -- Malformed, or legal JSON that jsonb cannot hold: U+0000, numbers beyond range.
        when data_exception or program_limit_exceeded then
            v_events := null;
    end;
    v_result := case
        when v_events is null
            then analytics.ingest_unreadable_text(p_body, p_format, p_context)
        else analytics_api.ingest_events(v_events, p_context)
    end;
    return query select * from analytics.answer_ingest(v_result);
end;
$$;

comment on function analytics_api.receive_events(text, text, jsonb) is
'Take in the body of a request: JSON (format json: as ingest_events) or one event per line (ndjson).
Returns the HTTP status (200 all stored or duplicate, 207 some refused, 422 all refused) and the
body of the answer, for 422 as a problem of RFC 9457. Raises ZA100 (malformed), ZA102 (too many).';
revoke all on function analytics_api.receive_events(text, text, jsonb) from public;
grant execute on function analytics_api.receive_events(text, text, jsonb) to analytics_api_user;
