-- repeatable: rebuild
drop materialized view if exists public.mv_vendor_daily_metrics cascade;

create materialized view public.mv_vendor_daily_metrics as
select
    m.vendor_id,
    (m.time_period at time zone v.time_zone)::date as metric_date,
    m.metric_name,
    m.currency,
    sum(m.metric_value) as daily_value,
    sum(m.data_points)::bigint as data_points
from public.analytics_metrics as m
inner join analytics.vendor_profiles as v on m.vendor_id = v.vendor_id
inner join analytics.metric_definitions as d on m.metric_name = d.metric_name
where
    m.aggregation_level = 'hourly'
    and m.dimension = ''
    and d.is_additive
group by m.vendor_id, metric_date, m.metric_name, m.currency
with no data;

create unique index mv_vendor_daily_metrics_key
on public.mv_vendor_daily_metrics (vendor_id, metric_name, metric_date, currency);

comment on materialized view public.mv_vendor_daily_metrics is
'Additive metrics per vendor and day of the vendor''s time zone, a row per currency. Row-level
security does not reach materialized views, so nobody is granted it: read
analytics_api.vendor_daily_metrics.';

create view analytics.vendor_daily_metrics with (security_barrier = true) as
select
    m.vendor_id,
    m.metric_date,
    m.metric_name,
    m.currency,
    m.daily_value,
    m.data_points
from public.mv_vendor_daily_metrics as m
where
    m.vendor_id = any((select analytics.current_vendor_ids())::uuid[])
    or (select analytics.is_platform_admin());
comment on view analytics.vendor_daily_metrics is
'The materialized view behind the same wall as the tables: the caller''s vendors.';
grant select on analytics.vendor_daily_metrics to analytics_definer;

delete from analytics.view_refreshes where view_name = 'mv_vendor_daily_metrics';

set local role analytics_definer;

create view analytics_api.vendor_daily_metrics with (security_barrier = true) as
select
    m.vendor_id,
    m.metric_date,
    m.metric_name,
    m.currency,
    m.daily_value,
    m.data_points
from analytics.vendor_daily_metrics as m;

comment on view analytics_api.vendor_daily_metrics is
'Additive metrics per day of the vendor''s time zone, a row per currency, for the caller''s vendors;
as old as the last refresh (analytics_api.get_status). A contract for BI tools.';
grant select on analytics_api.vendor_daily_metrics to analytics_api_user, analytics_reader;

set local role analytics_owner;
