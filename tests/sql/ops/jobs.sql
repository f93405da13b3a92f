begin;
\ir ../setup.psql
select plan(18);

create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.pay(id, '2026-05-01T18:20:00Z', 100) from v;
create function analytics.fail_item(p_now timestamptz, p_item text)
returns void language plpgsql as $$ begin raise exception 'broken %', p_item; end; $$;
create function analytics.fail_listing(p_now timestamptz)
returns setof text language plpgsql as $$ begin raise exception 'no list'; end; $$;
update analytics.jobs set is_enabled = false;
insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
('fails', 'Fails.', 'fail_item', null, '1 hour'),
('lists', 'Cannot list.', 'fail_item', 'fail_listing', '1 hour');

select set_eq(
    $$ select j from analytics.list_due_jobs('2026-05-01 10:20:00+00') as j $$,
    array['fails', 'lists'], 'a job that never ran is due, one that is disabled is not'
);
select is(
    analytics.start_job('fails', '2026-05-01 10:20:00+00'), array[null]::text[],
    'a job without items has one'
);
select is(
    (select last_status from analytics.jobs where job_name = 'fails'), 'running',
    'a started job is running'
);
select is(
    analytics.run_job_item('fails', '2026-05-01 10:20:00+00', 'x'), 'x: broken x (P0001)',
    'the error of an item is returned'
);
select analytics.finish_job(
    'fails', '2026-05-01 10:20:00+00', 2, array['x: broken x (P0001)']
);
select results_eq(
    $$
    select last_status, last_error, next_run_at from analytics.jobs where job_name = 'fails'
    $$,
    $$ values ('failed', 'x: broken x (P0001)', timestamptz '2026-05-01 11:00:00+00') $$,
    'a run with a failed item has failed, and is due again at the full hour'
);
select results_eq(
    $$
    select status, item_count, failed_count, error from analytics.job_runs where job_name = 'fails'
    $$,
    $$ values ('failed', 2, 1, 'x: broken x (P0001)') $$,
    'the history tells'
);
select is_empty(
    $$
    select j from analytics.list_due_jobs('2026-05-01 10:59:00+00') as j where j = 'fails'
    $$,
    'until then it is not due'
);
select is(
    analytics.start_job('lists', '2026-05-01 10:20:00+00'), null,
    'a job whose items cannot be listed does not run'
);
select is(
    (select last_error from analytics.jobs where job_name = 'lists'), 'no list (P0001)',
    'which is recorded'
);
select is(
    (
        select array_agg(i) @> array[(select id::text from v)]
        from analytics.list_pending_vendors(now()) as i
    ),
    true, 'the fold lists the vendors that have something pending'
);
select is(
    analytics.run_job_item('fold', now(), (select id::text from v)), null,
    'the fold of a vendor succeeds'
);
select is(
    (
        select count(*) from analytics.list_pending_vendors(now()) as i
        where i = (select id::text from v)
    ),
    0::bigint, 'after which it is not listed'
);

-- A run that was killed after its last item and before its end.
update analytics.jobs set last_status = 'running' where job_name = 'fold';
select analytics.finish_job('fold', '2026-05-01 10:20:00+00', 0, '{}');
select results_eq(
    $$ select last_status, last_finished_at from analytics.jobs where job_name = 'fold' $$,
    $$ values ('succeeded', timestamptz '2026-05-01 10:20:00+00') $$,
    'a job whose run was killed is running until the next run, also one without work'
);
select analytics.finish_job('fold', '2026-05-01 10:21:00+00', 0, '{}');
select is(
    (select last_finished_at from analytics.jobs where job_name = 'fold'),
    timestamptz '2026-05-01 10:20:00+00', 'after which a quick job without work keeps its row'
);
select is(
    (
        select count(*) from generate_series(0, 6) as d
        cross join lateral analytics.list_vendors_to_verify(now() + d * interval '1 day') as i
        where i = (select id::text from v)
    ),
    1::bigint, 'each vendor is verified once in seven days'
);
select lives_ok(
    $$ select analytics.verify_item(now(), (select id::text from v)) $$,
    'a vendor whose rollups are right passes'
);
select analytics.prune_history('2026-07-01 00:00:00+00', null);
select is_empty(
    $$ select from analytics.job_runs where job_name = 'fails' $$,
    'old history is forgotten'
);
select is(
    (select j ->> 'lastStatus' from jsonb_array_elements(analytics_api.list_jobs()) as j
    where j ->> 'name' = 'fails'),
    'failed', 'list_jobs tells'
);

select finish();
rollback;
