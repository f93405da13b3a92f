create or replace function analytics_api.receive_events(
    p_body text,
    p_format text,
    p_context jsonb
)
returns table (status integer, body jsonb)
language sql
volatile
security definer
set search_path = ''
as $$
    select a.status, a.body
    from analytics.ingest_text(
        p_body, p_format, p_context, analytics.writable_vendor_ids()
    ) as r
    cross join lateral analytics.answer_ingest(r) as a
$$;

comment on function analytics_api.receive_events(text, text, jsonb) is
'Take in the body of a request: JSON (format json: as ingest_events) or one event per line (ndjson).
Returns the HTTP status (200 all stored or duplicate, 207 some refused, 422 all refused) and the
body of the answer, for 422 as a problem of RFC 9457. Raises ZA100 (malformed), ZA102 (too many).';
revoke all on function analytics_api.receive_events(text, text, jsonb) from public;
grant execute on function analytics_api.receive_events(text, text, jsonb) to analytics_api_user;
