create or replace function analytics.store_captured(p_events jsonb)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    c_context constant jsonb := jsonb_build_object('door', 'capture');
    v_event jsonb;
begin
    perform analytics.store_events(p_events, c_context, null);
exception
    -- The batch broke as a whole, which no event can do alone: never let one hold up the queue.
    when data_exception or integrity_constraint_violation or program_limit_exceeded then
        for v_event in select e from jsonb_array_elements(p_events) as e loop
            begin
                perform analytics.store_events(jsonb_build_array(v_event), c_context, null);
            exception
                when data_exception or integrity_constraint_violation or program_limit_exceeded then
                    perform analytics.keep_rejects(
                        jsonb_build_array(jsonb_build_object(
                            'index', 0, 'eventType', v_event -> 'eventType',
                            'reasons', jsonb_build_array(analytics.reason(
                                '', 'capture', to_jsonb('an event that can be stored'::text),
                                to_jsonb(format('%s (%s)', sqlerrm, sqlstate))
                            ))
                        )),
                        jsonb_build_array(v_event), null, c_context, null, clock_timestamp()
                    );
            end;
        end loop;
end;
$$;

comment on function analytics.store_captured(jsonb) is
'Store captured events, or keep them as rejected, each whatever the others are like.';
revoke all on function analytics.store_captured(jsonb) from public;
