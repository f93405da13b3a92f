begin;
\ir ../setup.psql
select plan(4);

create temp table v as select pg_temp.make_vendor('UTC') as id;
select pg_temp.pay(id, '2026-05-01T18:20:00Z', 100) from v;
select analytics.fold_vendor((select id from v));

update analytics.vendor_settings set time_zone = 'Asia/Kolkata', currency = 'INR'
where vendor_id = (select id from v);
select results_eq(
    $$
    select bucket, currency from public.analytics_aggregates
    where vendor_id = (select id from v) and dimension = ''
    $$,
    $$ values (timestamptz '2026-05-01 17:30:00+00', 'INR') $$,
    'a change of zone and currency recuts the rollups'
);
select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$, 'completely'
);
update analytics.vendor_settings set week_start_day = 7 where vendor_id = (select id from v);
select is(
    (
        select time_period from public.analytics_metrics
        where vendor_id = (select id from v) and aggregation_level = 'weekly' and dimension = ''
    ),
    timestamptz '2026-04-25 18:30:00+00', 'so does a change of the first day of the week'
);
select throws_ok(
    $$
    update analytics.vendor_settings set time_zone = 'Mars/Olympus'
    where vendor_id = (select id from v)
    $$,
    'ZA103', null, 'a zone that is not there is refused'
);

select finish();
rollback;
