create or replace function analytics.find_metric_differences(p_vendor_id uuid)
returns table (what text, item jsonb, expected jsonb, got jsonb)
language sql
stable
security invoker
set search_path = ''
as $$
    with recounted as (
        select
            a.metric_name, a.dimension, a.dimension_value, a.currency,
            l.aggregation_level, l.time_period,
            sum(a."count")::bigint as data_points, sum(a."sum") as value_sum
        from public.analytics_aggregates as a
        inner join analytics.vendor_profiles as v on v.vendor_id = a.vendor_id
        cross join lateral analytics.list_periods(
            a.bucket, v.time_zone, v.week_start_day, a.dimension = ''
        ) as l
        where a.vendor_id = p_vendor_id
        group by 1, 2, 3, 4, 5, 6
    ), kept as (
        select
            m.metric_name, m.dimension, m.dimension_value, m.currency,
            m.aggregation_level, m.time_period, m.data_points, m.value_sum
        from public.analytics_metrics as m
        where m.vendor_id = p_vendor_id
    )
    select
        'metric',
        jsonb_build_object(
            'metric', metric_name, 'dimension', dimension, 'dimensionValue', dimension_value,
            'currency', currency, 'level', aggregation_level, 'period', time_period
        ),
        jsonb_build_array(r.data_points, r.value_sum),
        jsonb_build_array(k.data_points, k.value_sum)
    from recounted as r
    full join kept as k using (
        metric_name, dimension, dimension_value, currency, aggregation_level, time_period
    )
    where (r.data_points, r.value_sum) is distinct from (k.data_points, k.value_sum)
$$;

comment on function analytics.find_metric_differences(uuid) is
'Rows of analytics_metrics of a vendor that differ from its aggregates; values are [count, sum].';
revoke all on function analytics.find_metric_differences(uuid) from public;
