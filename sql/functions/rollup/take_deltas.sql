create or replace function analytics.take_deltas(p_vendor_id uuid)
returns analytics.rollup_change[]
language sql
volatile
security invoker
set search_path = ''
as $$
    with taken as (
        delete from analytics.rollup_deltas as d
        where d.vendor_id = p_vendor_id
        returning d.*
    ), grouped as (
        select
            t.metric_name, t.dimension, t.dimension_value, t.currency, t.bucket,
            sum(t."count")::bigint as "count", sum(t."sum") as "sum",
            sum(t.sum_of_squares) as sum_of_squares,
            min(t."min") as "min", max(t."max") as "max", bool_or(t."count" < 0) as has_retraction
        from taken as t
        group by 1, 2, 3, 4, 5
    )
    select array_agg(
        row(g.*)::analytics.rollup_change
        order by g.metric_name, g.dimension, g.bucket, g.dimension_value, g.currency
    )
    from grouped as g
$$;

comment on function analytics.take_deltas(uuid) is
'Delete the pending deltas of a vendor; returns what they add up to per key, null if none.';
revoke all on function analytics.take_deltas(uuid) from public;
