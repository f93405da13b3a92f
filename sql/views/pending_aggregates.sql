create or replace view analytics.pending_aggregates with (security_invoker = true) as
select
    d.vendor_id,
    d.id,
    s.metric_name,
    s.dimension,
    coalesce(d.dimension_values[s.dimension_position], '') as dimension_value,
    case when s.is_money then d.currency else '' end as currency,
    case when s.dimension = '' then d.hour_bucket else d.day_bucket end as bucket,
    case when s.is_measured then d.value_count else d.event_count end as "count",
    case when s.is_measured then d."sum" end as "sum",
    case when s.is_measured then d.sum_of_squares end as sum_of_squares,
    case when s.is_measured then d."min" end as "min",
    case when s.is_measured then d."max" end as "max"
from analytics.rollup_deltas as d
inner join analytics.rollup_shapes as s on d.shape_id = s.shape_id
where case when s.is_measured then d.value_count else d.event_count end <> 0;

comment on view analytics.pending_aggregates is
'What the delta log adds to the aggregates: a row per delta, metric and breakdown.';
grant select on analytics.pending_aggregates to analytics_definer;
