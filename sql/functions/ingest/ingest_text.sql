create or replace function analytics.ingest_text(
    p_body text,
    p_format text,
    p_context jsonb,
    p_vendor_ids uuid[]
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_events jsonb;
    v_opened record;
begin
    begin
        v_events := case p_format
            when 'ndjson' then analytics.parse_ndjson(p_body)
            else p_body::jsonb
        end;
        if analytics.may_repeat_keys(p_body, v_events) then
            v_events := null;
        end if;
    exception
        -- Malformed, or legal JSON that jsonb cannot hold: U+0000, numbers beyond range.
        when data_exception or program_limit_exceeded then
            v_events := null;
    end;
    if v_events is null then
        return analytics.ingest_unreadable_text(p_body, p_format, p_context, p_vendor_ids);
    end if;
    v_opened := analytics.open_events(v_events);
    return analytics.store_events(
        v_opened.events, p_context || v_opened.envelope, p_vendor_ids, '{}', p_body, p_format
    );
end;
$$;

comment on function analytics.ingest_text(text, text, jsonb, uuid[]) is
'Take in events as text: JSON (format json) or one event per line (ndjson); returns the result with
a verdict for each. Raises ZA100 (malformed), ZA102 (too many).';
revoke all on function analytics.ingest_text(text, text, jsonb, uuid[]) from public;
grant execute on function analytics.ingest_text(text, text, jsonb, uuid[]) to analytics_definer;
