create or replace function analytics.replace_event(
    p_key analytics.event_key,
    p_event_data jsonb,
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
    v_event public.analytics_events;
    v_before jsonb;
    v_correction_id uuid;
begin
    perform analytics.lock_event(p_key);
    select e.* into v_event
    from public.analytics_events as e
    where e.vendor_id = p_key.vendor_id and e.event_type = p_key.event_type
        and e."timestamp" = p_key.occurred_at and e.id = p_key.event_id;
    if not found then
        perform analytics.raise_no_event(p_key);
    end if;
    perform analytics.check_correction(v_event.event_type, v_event.schema_version, p_event_data);
    v_before := v_event.event_data;
    if v_before = p_event_data then
        return jsonb_build_object('status', 'unchanged');
    end if;

    -- A retraction and an insertion: the triggers append both, and readers see both or neither.
    perform set_config('analytics.appends_itself', 'off', true);
    perform analytics.take_event(p_key);
    v_event.event_data := p_event_data;
    insert into public.analytics_events values (v_event.*);
    insert into analytics.event_corrections (
        vendor_id, event_type, occurred_at, event_id, action, data_before, data_after, reason,
        corrected_by, request_id
    )
    values (
        p_key.vendor_id, p_key.event_type, p_key.occurred_at, p_key.event_id, 'corrected',
        v_before, p_event_data, p_reason, analytics.current_actor(), p_context ->> 'requestId'
    )
    returning id into v_correction_id;
    return jsonb_build_object('status', 'corrected', 'correctionId', v_correction_id);
end;
$$;

comment on function analytics.replace_event(analytics.event_key, jsonb, text, jsonb) is
'Give an event other data under the same identity, and keep what it said before. Returns {status:
corrected or unchanged, correctionId}. Whoever calls it has checked the caller. Raises ZA176
(invalid data), ZA215 (no such event).';
revoke all on function analytics.replace_event(analytics.event_key, jsonb, text, jsonb)
from public;
grant execute on function analytics.replace_event(analytics.event_key, jsonb, text, jsonb)
to analytics_definer;
