create or replace procedure analytics.run_due_jobs(
    p_now timestamptz default null,
    p_for interval default interval '0'
)
language plpgsql
security invoker
as $$
declare
    v_until timestamptz := clock_timestamp() + p_for;
    v_search_path text := current_setting('search_path');
    v_job_name text;
    v_items text[];
    v_item text;
    v_error text;
    v_errors text[];
begin
    -- A procedure that commits may not pin its search path in its header.
    set local search_path = '';
    loop
        for v_job_name in select j from analytics.list_due_jobs(p_now) as j loop
            if not pg_try_advisory_lock(analytics.job_lock_key(v_job_name)) then
                continue;
            end if;
            v_errors := '{}';
            v_items := analytics.start_job(v_job_name, p_now);
            commit;
            set local search_path = '';
            foreach v_item in array coalesce(v_items, '{}') loop
                v_error := analytics.run_job_item(v_job_name, p_now, v_item);
                commit;
                set local search_path = '';
                v_errors := v_errors || v_error;
            end loop;
            if v_items is not null then
                perform analytics.finish_job(
                    v_job_name, p_now, cardinality(v_items), array_remove(v_errors, null)
                );
            end if;
            commit;
            set local search_path = '';
            perform pg_advisory_unlock(analytics.job_lock_key(v_job_name));
        end loop;
        exit when clock_timestamp() >= v_until;
        perform pg_sleep(least(1, greatest(0, extract(epoch from v_until - clock_timestamp()))));
        commit;
        set local search_path = '';
    end loop;
    -- pg_partman sets it for the session.
    perform set_config('search_path', v_search_path, false);
end;
$$;

comment on procedure analytics.run_due_jobs (timestamptz, interval) is
'Run every job that is due, each item in a transaction of its own, and go on looking once a second
for as long as p_for says; 0 looks once. p_now stands for the clock in tests. Any scheduler may call
it, also several at once: a job that another session is running is left to it.';
revoke all on procedure analytics.run_due_jobs(timestamptz, interval) from public;
