begin;
\ir ../setup.psql
select plan(7);

create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.pay((select id from v), '2026-05-01T10:00:00Z', 10);
select pg_temp.ingest('{"eventType": "no.such"}');
update analytics.jobs
set last_finished_at = now() - interval '2 hours', next_run_at = now() - interval '1 hour',
    last_status = 'failed'
where job_name = 'fold';

set local role analytics_api_user;
create temp table health as select analytics_api.measure_health() as body;
reset role;
create function pg_temp.job(p_name text)
returns jsonb
language sql
as $$
    select j from health as h cross join jsonb_array_elements(h.body -> 'jobs') as j
    where j ->> 'name' = p_name
$$;

select cmp_ok(
    (select (h.body ->> 'pendingDeltas')::integer from health as h), '>=', 1,
    'what is pending is that of all vendors, whoever asks'
);
select cmp_ok(
    (select (h.body ->> 'openRejects')::integer from health as h), '>=', 1, 'as are the rejects'
);
select ok(
    (select h.body -> 'migrations' @> '["0009-create-jobs"]' from health as h),
    'migrations that are applied are named'
);
select cmp_ok(
    (select (h.body ->> 'partitionsAheadS')::bigint from health as h), '>', 86400::bigint,
    'partitions reach ahead'
);
select is(pg_temp.job('fold') -> 'failed', 'true', 'a job that failed is one');
select is((pg_temp.job('fold') ->> 'ageS')::integer, 7200, 'its age is that of its last end');
select is(
    (pg_temp.job('fold') ->> 'lateS')::integer,
    floor(least(3600, extract(epoch from now() - pg_postmaster_start_time())))::integer,
    'it is late from when it was due, or from when the server started'
);

select finish();
rollback;
