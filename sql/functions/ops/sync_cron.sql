create or replace function analytics.sync_cron()
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    if to_regclass('cron.job') is null then
        return 'pg_cron is not in this database: no job runs by itself; let any scheduler call'
            ' "wedsync jobs run", or call analytics.run_due_jobs(), every minute';
    end if;
    -- pg_cron looks once a second for what has changed. Of so much as when sql/ is loaded it hears
    -- only that it was much, and does not look at its jobs: those come when it has looked.
    perform pg_sleep(2);
    execute format('select %I.schedule($1, $2, $3)', 'cron')
    using
        'wedsync-analytics', '* * * * *',
        $command$call analytics.run_due_jobs(p_for => '55 seconds')$command$;
    -- It ends by itself now and then; pg_cron starts it again within the minute.
    execute format('select %I.schedule($1, $2, $3)', 'cron')
    using
        'wedsync-analytics-capture', '* * * * *',
        $command$call analytics.run_capture_drain(p_for => '1 hour')$command$;
    return null;
exception
    when insufficient_privilege then
        return 'pg_cron is here, but this role may not schedule: grant it usage on schema cron';
end;
$$;

comment on function analytics.sync_cron() is
'Have pg_cron call run_due_jobs every minute and keep run_capture_drain running, where it is in this
database; returns null, or one line that says what is missing and what to do.';
revoke all on function analytics.sync_cron() from public;
