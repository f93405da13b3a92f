create or replace function analytics.add_to_metrics(
    p_vendor_id uuid,
    p_changes analytics.rollup_change[]
)
returns void
-- In PL/pgSQL, which keeps its plan: to make one for each vendor took longer than most folds.
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    insert into public.analytics_metrics as m (
        vendor_id, metric_name, metric_value, metric_type, time_period, aggregation_level,
        dimension, dimension_value, currency, data_points, value_sum
    )
    select
        p_vendor_id, c.metric_name,
        analytics.headline_value(d.default_aggregation, sum(c."count")::bigint, sum(c."sum")),
        d.default_aggregation, l.time_period, l.aggregation_level,
        c.dimension, c.dimension_value, c.currency, sum(c."count"), sum(c."sum")
    from unnest(p_changes) as c
    inner join analytics.metric_definitions as d on d.metric_name = c.metric_name
    inner join analytics.vendor_profiles as v on v.vendor_id = p_vendor_id
    cross join lateral analytics.list_periods(
        c.bucket, v.time_zone, v.week_start_day, c.dimension = ''
    ) as l
    group by
        c.metric_name, d.default_aggregation, l.time_period, l.aggregation_level,
        c.dimension, c.dimension_value, c.currency
    order by
        c.metric_name, l.aggregation_level, l.time_period,
        c.dimension, c.dimension_value, c.currency
    on conflict (
        vendor_id, metric_name, aggregation_level, time_period,
        dimension, dimension_value, currency
    )
    do update set
        data_points = m.data_points + excluded.data_points,
        value_sum = coalesce(m.value_sum + excluded.value_sum, excluded.value_sum, m.value_sum),
        metric_value = analytics.headline_value(
            m.metric_type, m.data_points + excluded.data_points,
            coalesce(m.value_sum + excluded.value_sum, excluded.value_sum, m.value_sum)
        );
end;
$$;

comment on function analytics.add_to_metrics(uuid, analytics.rollup_change[]) is
'Add what was taken from the delta log to the hourly, daily, weekly and monthly metrics of a vendor.
The caller holds the vendor''s fold lock.';
revoke all on function analytics.add_to_metrics(uuid, analytics.rollup_change[]) from public;
