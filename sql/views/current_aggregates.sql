create or replace view analytics.current_aggregates with (security_invoker = true) as
select
    a.vendor_id,
    a.metric_name,
    a.dimension,
    a.dimension_value,
    a.currency,
    a.bucket,
    a."count",
    a."sum",
    a.sum_of_squares,
    a."min",
    a."max"
from public.analytics_aggregates as a
union all
select
    d.vendor_id,
    d.metric_name,
    d.dimension,
    d.dimension_value,
    d.currency,
    d.bucket,
    d."count",
    d."sum",
    d.sum_of_squares,
    d."min",
    d."max"
from analytics.pending_aggregates as d;

comment on view analytics.current_aggregates is
'Aggregates and the deltas not yet folded into them: exact at every commit. A key has several rows,
so add them up, in one statement; one whose counts add up to 0 is not there.';
grant select on analytics.current_aggregates to analytics_definer;
