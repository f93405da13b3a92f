create or replace function analytics.remove_event(
    p_key analytics.event_key,
    p_reason text,
    p_context jsonb
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_data jsonb;
    v_correction_id uuid;
begin
    perform analytics.lock_event(p_key);
    v_data := analytics.take_event(p_key);
    if v_data is null then
        if exists (
            select from analytics.deleted_events as d
            where d.vendor_id = p_key.vendor_id and d.event_type = p_key.event_type
                and d.occurred_at = p_key.occurred_at and d.event_id = p_key.event_id
        ) then
            return jsonb_build_object('status', 'already_deleted');
        end if;
        perform analytics.raise_no_event(p_key);
    end if;
    insert into analytics.deleted_events (vendor_id, event_type, occurred_at, event_id)
    values (p_key.vendor_id, p_key.event_type, p_key.occurred_at, p_key.event_id);
    insert into analytics.event_corrections (
        vendor_id, event_type, occurred_at, event_id, action, data_before, reason,
        corrected_by, request_id
    )
    values (
        p_key.vendor_id, p_key.event_type, p_key.occurred_at, p_key.event_id, 'deleted',
        v_data, p_reason, analytics.current_actor(), p_context ->> 'requestId'
    )
    returning id into v_correction_id;
    return jsonb_build_object('status', 'deleted', 'correctionId', v_correction_id);
end;
$$;

comment on function analytics.remove_event(analytics.event_key, text, jsonb) is
'Delete an event for good: its identity is remembered, so that a replay does not bring it back.
Returns {status: deleted or already_deleted, correctionId}. Whoever calls it has checked the caller.
Raises ZA215 (no such event).';
revoke all on function analytics.remove_event(analytics.event_key, text, jsonb) from public;
grant execute on function analytics.remove_event(analytics.event_key, text, jsonb)
to analytics_definer;
