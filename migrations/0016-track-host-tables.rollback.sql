set local role analytics_owner;

-- The functions of the triggers on tables of the host, and with them the triggers.
do $$
declare
    v_function regprocedure;
begin
    for v_function in
        select p.oid::regprocedure
        from pg_catalog.pg_proc as p
        where
            p.pronamespace = 'analytics'::regnamespace
            and p.proname ~ '^tf_.*_capture_(insert|update|delete)$'
    loop
        execute format('drop function %s cascade', v_function);
    end loop;
end;
$$;

delete from analytics.jobs where job_name in ('drain_captures', 'check_captures');
drop table analytics.capture_queue;
drop sequence analytics.capture_queue_id_seq;
drop table analytics.tracked_tables;

set local role analytics_definer;
revoke usage on schema analytics_api from analytics_owner;
