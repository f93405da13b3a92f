create or replace function analytics.replay_reject(
    p_id uuid,
    p_mend jsonb,
    p_vendor_ids uuid[]
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_reject public.analytics_rejected_events;
    v_result jsonb;
    v_is_rejected boolean;
begin
    -- Two replays at once: one takes it, the other says so and does not wait.
    select r.* into v_reject
    from public.analytics_rejected_events as r
    where r.id = p_id
    for no key update skip locked;
    if not found then
        return jsonb_build_object('id', p_id, 'status', 'busy');
    elsif v_reject.state <> 'open' then
        return jsonb_build_object(
            'id', p_id, 'status', v_reject.state, 'result', v_reject.replay_result
        );
    end if;
    v_result := analytics.take_reject(v_reject, p_mend, p_vendor_ids);
    v_is_rejected := v_result ->> 'status' = 'rejected';
    update public.analytics_rejected_events as r
    set
        state = case when v_is_rejected then 'open' else 'replayed' end,
        -- What is wrong with a mended event is not what is wrong with this one.
        reasons = case
            when v_is_rejected and p_mend is null then v_result -> 'reasons' else r.reasons
        end,
        replay_count = r.replay_count + 1,
        replayed_at = clock_timestamp(),
        replay_result = v_result || jsonb_build_object('isMended', p_mend is not null)
    where r.id = p_id;
    return jsonb_build_object(
        'id', p_id, 'status', case when v_is_rejected then 'rejected' else 'replayed' end,
        'result', v_result
    );
end;
$$;

comment on function analytics.replay_reject(uuid, jsonb, uuid[]) is
'Replay one reject: {id, status, result}. replayed: now, or before, with the result of then;
rejected: still, with the reasons; closed; busy: another replay has it just now. Runs as the owner
of the tables; whoever calls it has checked the caller.';
revoke all on function analytics.replay_reject(uuid, jsonb, uuid[]) from public;
grant execute on function analytics.replay_reject(uuid, jsonb, uuid[]) to analytics_definer;
