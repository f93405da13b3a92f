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
    v_context jsonb := p_context;
    v_events jsonb := p_events;
begin
    if jsonb_typeof(p_events) = 'object' then
        if jsonb_typeof(p_events -> 'data') = 'array' then
            v_events := p_events -> 'data';
            v_context := v_context || analytics.read_stream_envelope(p_events);
        else
            v_events := jsonb_build_array(p_events);
        end if;
    elsif jsonb_typeof(p_events) is distinct from 'array' then
        raise exception using
            errcode = 'ZA100',
            message = 'events are an array, one object, or a stream envelope with data',
            hint = 'send [{"vendorId": …, "eventType": …, "eventData": {…}}]';
    end if;
    perform analytics.check_batch_size(jsonb_array_length(v_events));
    return analytics.store_events(v_events, v_context, analytics.writable_vendor_ids());
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
