create or replace function analytics_api.ingest_events(
    p_events jsonb,
    p_context jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    -- Assigned and not selected, which would be a statement of its own.
    v_opened record := analytics.open_events(p_events);
begin
    return analytics.store_events(
        v_opened.events, p_context || v_opened.envelope, analytics.writable_vendor_ids()
    );
end;
$$;

comment on function analytics_api.ingest_events(jsonb, jsonb) is
'Take in events: an array, one object, or a stream envelope {streamId, dataType, data, timestamp,
sourceSystem, priority}. Each event is stored, a duplicate, or rejected with reasons, and none
touches another; returns the result with a verdict for each. p_context may hold door, requestId,
sessionId, ipAddress and userAgent for events without their own. Raises ZA100 (not events), ZA102
(too many), ZA401 (claims).';
revoke all on function analytics_api.ingest_events(jsonb, jsonb) from public;
grant execute on function analytics_api.ingest_events(jsonb, jsonb)
to analytics_api_user, analytics_ingest;
