begin;
\ir ../setup.psql
select plan(8);

create temp table v as
select
pg_temp.make_vendor('Asia/Kolkata') as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;
select
pg_temp.pay(mine, '2026-05-01T18:20:00Z', 100),
pg_temp.pay(mine, '2026-05-01T18:40:00Z', 7)
from v;
select pg_temp.pay(theirs, '2026-05-01T18:20:00Z', 5) from v;
select
analytics.fold_vendor(mine),
analytics.fold_vendor(theirs)
from v;

select isnt_empty(
    $$
    select i from analytics.list_stale_views(now()) as i where i = 'mv_vendor_daily_metrics'
    $$,
    'a view is stale once something was folded'
);
-- A refresh takes the lock that folds of this very transaction hold shared: that is allowed.
select analytics.refresh_view_item('2026-05-02 00:00:00+00', 'mv_vendor_daily_metrics');
select is_empty(
    $$ select i from analytics.list_stale_views(now()) as i $$,
    'a view that holds everything is not refreshed again'
);
select results_eq(
    $$
    select metric_date, metric_name::text, currency, daily_value, data_points
    from public.mv_vendor_daily_metrics where vendor_id = (select mine from v) order by 1
    $$,
    $$
    values
    (date '2026-05-01', 'revenue', 'EUR', 100::numeric, 1::bigint),
    (date '2026-05-02', 'revenue', 'EUR', 7, 1)
    $$,
    'it holds the days of the vendor'
);
select ok(
    (
        select refreshed_at = '2026-05-02 00:00:00+00' and duration_ms > 0
        from analytics.view_refreshes where view_name = 'mv_vendor_daily_metrics'
    ),
    'the refresh is recorded'
);
select pg_temp.act_as(array[(select mine from v)]);
select is(
    (select count(distinct vendor_id) from analytics_api.vendor_daily_metrics), 1::bigint,
    'the api shows the caller''s vendors'
);
select throws_ok(
    'select * from public.mv_vendor_daily_metrics', '42501', null, 'the view itself is closed'
);
select throws_ok(
    'select * from analytics.vendor_daily_metrics', '42501', null, 'so is the wall behind it'
);
select is(
    (analytics_api.get_status() #>> '{views,0,name}'), 'mv_vendor_daily_metrics',
    'the status tells the age of the views'
);

select finish();
rollback;
