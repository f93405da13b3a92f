begin;
\ir ../setup.psql
select plan(14);

create temp table v as select pg_temp.make_vendor('Asia/Kathmandu', 'NPR') as id;

select pg_temp.pay(id, '2026-05-01T18:20:00Z', 100) from v;
select pg_temp.pay(id, '2026-05-01T18:40:00Z', 50.25) from v;

select is(
    (select count(*) from public.analytics_aggregates where vendor_id = (select id from v)),
    0::bigint, 'writers leave the aggregates alone'
);
select is(
    (
        select sum("sum") from analytics.current_aggregates
        where vendor_id = (select id from v) and dimension = '' and metric_name = 'revenue'
    ),
    150.25, 'aggregates and deltas are exact before the fold'
);
select is(analytics.fold_vendor((select id from v)), 3::bigint, 'the fold merges every key');
select is(analytics.fold_vendor((select id from v)), 0::bigint, 'a second fold finds nothing');
select is(
    (select count(*) from analytics.rollup_deltas where vendor_id = (select id from v)),
    0::bigint, 'the delta log is empty after the fold'
);
select results_eq(
    $$
    select bucket, "count", "sum", sum_of_squares, "min", "max"
    from public.analytics_aggregates
    where vendor_id = (select id from v) and dimension = ''
    order by bucket
    $$,
    $$
    values
    (timestamptz '2026-05-01 18:15:00+00', 2::bigint, 150.25, 12525.0625, 50.25, 100.0)
    $$,
    'totals are per hour of the vendor, whose hours begin at a quarter past'
);
select results_eq(
    $$
    select dimension, dimension_value, currency, bucket, "sum"
    from public.analytics_aggregates
    where vendor_id = (select id from v) and dimension <> ''
    order by dimension
    $$,
    $$
    values
    ('method', 'card', 'NPR', timestamptz '2026-05-01 18:15:00+00', 150.25),
    ('purpose', '', 'NPR', timestamptz '2026-05-01 18:15:00+00', 150.25)
    $$,
    'breakdowns are per day of the vendor, what has no value is empty, money has a currency'
);
select results_eq(
    $$
    select aggregation_level::text, time_period, metric_value, data_points
    from public.analytics_metrics
    where vendor_id = (select id from v) and dimension = ''
    order by 1
    $$,
    $$
    values
    ('daily', timestamptz '2026-05-01 18:15:00+00', 150.25, 2::bigint),
    ('hourly', timestamptz '2026-05-01 18:15:00+00', 150.25, 2),
    ('monthly', timestamptz '2026-04-30 18:15:00+00', 150.25, 2),
    ('weekly', timestamptz '2026-04-26 18:15:00+00', 150.25, 2)
    $$,
    'metrics are written per hour, day, week and month of the vendor'
);

delete from public.analytics_events
where vendor_id = (select id from v) and event_data ->> 'amount' = '100';
select is(
    (
        select sum("sum") from analytics.current_aggregates
        where vendor_id = (select id from v) and dimension = ''
    ),
    50.25, 'a deleted event is subtracted at once'
);
select analytics.fold_vendor((select id from v));
select results_eq(
    $$
    select "count", "sum", "min", "max" from public.analytics_aggregates
    where vendor_id = (select id from v) and dimension = ''
    $$,
    $$ values (1::bigint, 50.25, 50.25, 50.25) $$,
    'the fold looks up the extremes anew where something was deleted'
);

delete from public.analytics_events where vendor_id = (select id from v);
select analytics.fold_vendor((select id from v));
select is_empty(
    $$ select from public.analytics_aggregates where vendor_id = (select id from v) $$,
    'aggregates of nothing are not there'
);
select is_empty(
    $$ select from public.analytics_metrics where vendor_id = (select id from v) $$,
    'metrics of nothing are not there'
);
select ok(
    (select version > 0 from analytics.fold_state where vendor_id = (select id from v)),
    'each fold raises the version of the vendor'
);
select is(analytics.fold_vendor(gen_random_uuid()), null, 'a vendor that is gone has no fold');

select finish();
rollback;
