create or replace function analytics.store_events(
    p_events jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_unreadable jsonb default '{}',
    p_body text default null,
    p_format text default null,
    p_keeps_rejects boolean default true
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_now timestamptz := clock_timestamp();
begin
    if jsonb_array_length(p_events) = 1 and p_unreadable = '{}'
        and analytics.store_plain_event(p_events -> 0, p_context, p_vendor_ids, v_now)
    then
        return analytics.compose_ingest_result(
            analytics.compose_verdict(0, (p_events #>> '{0,id}')::uuid, null, null, true),
            1, 1, 0, 1, p_context, v_now
        );
    end if;
    -- Nearly every batch is well-formed and read at once. The first value that does not fit its
    -- type undoes that, and each event is read by itself.
    return analytics.store_batch(
        p_events, p_context, p_vendor_ids, p_unreadable, p_body, p_format, p_keeps_rejects,
        p_is_singly => false
    );
exception
    -- Nor is anything stored that was deleted while this batch waited for it: now that is seen.
    -- Of one event a unique violation says that it was there before, which is no reason to doubt
    -- its values.
    when data_exception or serialization_failure or unique_violation then
        return analytics.store_batch(
            p_events, p_context, p_vendor_ids, p_unreadable, p_body, p_format, p_keeps_rejects,
            p_is_singly => sqlstate <> '23505'
        );
end;
$$;

comment on function analytics.store_events(
    jsonb, jsonb, uuid[], jsonb, text, text, boolean
) is
'Store the events of an array, or keep them as rejected; returns the result with a verdict for each.
p_context holds what the door knows (door, requestId, sessionId, ipAddress, userAgent, subject) and
what an envelope says for all (vendorId, eventType, timestamp, sourceSystem, streamId, priority).
p_vendor_ids are the vendors that may be written for, null for all. Events that jsonb cannot hold
are null in p_events, with their reasons in p_unreadable, by index. p_body is the text that the
events came in, in p_format: from it rejects are kept as they were written. Without p_keeps_rejects
they are not kept, for they are already. Runs as the owner of the tables; whoever calls it has
checked the caller.';
revoke all on function analytics.store_events(
    jsonb, jsonb, uuid[], jsonb, text, text, boolean
) from public;
grant execute on function analytics.store_events(
    jsonb, jsonb, uuid[], jsonb, text, text, boolean
) to analytics_definer;
