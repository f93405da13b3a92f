create or replace function analytics.store_events(
    p_events jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_raw_events text[] default null,
    p_unreadable jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    -- Nearly every batch is well-formed and read at once. The first value that does not fit its
    -- type undoes that, and each event is read by itself.
    return analytics.store_batch(
        p_events, p_context, p_vendor_ids, p_raw_events, p_unreadable, p_is_singly => false
    );
exception
    -- Nor is anything stored that was deleted while this batch waited for it: now that is seen.
    when data_exception or serialization_failure then
        return analytics.store_batch(
            p_events, p_context, p_vendor_ids, p_raw_events, p_unreadable, p_is_singly => true
        );
end;
$$;

comment on function analytics.store_events(jsonb, jsonb, uuid[], text[], jsonb) is
'Store the events of an array, or keep them as rejected; returns the result with a verdict for each.
p_context holds what the door knows (door, requestId, sessionId, ipAddress, userAgent, subject) and
what an envelope says for all (vendorId, eventType, timestamp, sourceSystem, streamId, priority).
p_vendor_ids are the vendors that may be written for, null for all. Events that jsonb cannot hold
are null in p_events, with their text in p_raw_events and their reasons in p_unreadable, by index.
Runs as the owner of the tables; whoever calls it has checked the caller.';
revoke all on function analytics.store_events(jsonb, jsonb, uuid[], text[], jsonb) from public;
grant execute on function analytics.store_events(jsonb, jsonb, uuid[], text[], jsonb)
to analytics_definer;
