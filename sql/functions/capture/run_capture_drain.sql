create or replace procedure analytics.run_capture_drain(p_for interval)
language plpgsql
security invoker
as $$
declare
    v_until timestamptz := clock_timestamp() + p_for;
    v_count integer;
begin
    loop
        -- A procedure that commits may not pin its search path in its header.
        set local search_path = '';
        v_count := analytics.drain_captures();
        commit;
        exit when clock_timestamp() >= v_until;
        if v_count < 1000 then
            perform pg_catalog.pg_sleep(0.02);
            commit;
        end if;
    end loop;
end;
$$;

comment on procedure analytics.run_capture_drain (interval) is
'Store what is captured as it comes, looking every 20 ms for as long as p_for says. Started by
pg_cron, or by "wedsync jobs drain"; the job drain_captures does the same once a second.';
revoke all on procedure analytics.run_capture_drain(interval) from public;
