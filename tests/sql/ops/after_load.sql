begin;
\ir ../setup.psql
select plan(6);

select is_empty(
    $$ select n from analytics.after_load() as n $$,
    'a server that lacks nothing for what is loaded is not told so'
);
select is(
    analytics.sync_cron(),
    'pg_cron is not in this database: no job runs by itself; let any scheduler call'
    ' "wedsync jobs run", or call analytics.run_due_jobs(), every minute',
    'that there is no scheduler is said in a line'
);
select ok(analytics.is_partman_managed(), 'pg_partman looks after the partitions where it is');
select is_empty(
    $$ select from pg_class where relname = 'analytics_events_default' $$,
    'there is no default partition'
);
select is(analytics.compile_generated(), false, 'an unchanged registry is not compiled again');
create schema cron;
create table cron.job (jobname text, schedule text, command text);
create function cron.schedule(text, text, text) returns bigint
language sql as $$ insert into cron.job values ($1, $2, $3) returning 1 $$;
select analytics.sync_cron();
select results_eq(
    $$ select * from cron.job order by jobname $$,
    $$
    values (
        'wedsync-analytics', '* * * * *', $c$call analytics.run_due_jobs(p_for => '55 seconds')$c$
    ), (
        'wedsync-analytics-capture', '* * * * *',
        $c$call analytics.run_capture_drain(p_for => '1 hour')$c$
    )
    $$,
    'where pg_cron is, it runs what is due every minute, and drains what is captured all the time'
);

select finish();
rollback;
