begin;
\ir ../setup.psql
select plan(5);

create function pg_temp.period(p_period integer, p_from timestamp, p_to timestamp)
returns jsonb
language sql
as $$
    select jsonb_build_object(
        'period', p_period, 'timeZone', 'Europe/Vienna', 'fromLocal', p_from, 'toLocal', p_to,
        'fromAt', p_from at time zone 'Europe/Vienna', 'toAt', p_to at time zone 'Europe/Vienna'
    )
$$;
create temp table p as
select
    jsonb_build_array(pg_temp.period(0, '2026-05-01 18:00', '2026-05-04 06:00')) as alone,
    jsonb_build_array(
        pg_temp.period(0, '2026-05-01', '2026-05-03'), pg_temp.period(0, '2026-05-02', '2026-05-04')
    ) as overlapping;

select results_eq(
    $$ select t.tick, t.length from p, analytics.list_ticks(p.alone, 'day') as t order by 1 $$,
    $$
    values
        (timestamp '2026-05-01', interval '6 hours'), ('2026-05-02', '1 day'),
        ('2026-05-03', '1 day'), ('2026-05-04', '6 hours')
    $$,
    'days last as long as they lie in the period'
);
select results_eq(
    $$ select t.tick, t.length from p, analytics.list_ticks(p.alone, 'whole') as t $$,
    $$ values (timestamp '2026-05-01', interval '60 hours') $$,
    'a period that all vendors share is one tick, as long as its days together'
);
select results_eq(
    $$
    select sum(t.length) from p, analytics.list_ticks(p.overlapping, 'whole') as t
    $$,
    $$ values (interval '3 days') $$,
    'of periods that overlap no day counts twice'
);
select results_eq(
    $$
    select b.starts0, b.days0
    from p, unnest(analytics.list_buckets(
        jsonb_build_object('periods', p.alone, 'calendar', '[]'::jsonb, 'weekStartDay', 1)
    )) as b
    $$,
    $$ values (timestamp '2026-05-01', 2.5) $$,
    'the bucket of the totals has the length of the period'
);
select results_eq(
    $$
    select (b.calendar ->> 'weekday')::integer, b.days0
    from p, unnest(analytics.list_buckets(
        jsonb_build_object('periods', p.alone, 'calendar', '["weekday"]'::jsonb, 'weekStartDay', 1)
    )) as b
    order by 1
    $$,
    $$ values (1, 0.25), (5, 0.25), (6, 1), (7, 1) $$,
    'by weekday there is a bucket for each'
);

select finish();
rollback;
