create or replace function analytics.take_deltas(p_vendor_id uuid)
returns analytics.rollup_change[]
-- In PL/pgSQL, which keeps its plan: to make one for each vendor took longer than most folds.
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_changes analytics.rollup_change[];
begin
    -- One statement, so one snapshot: the view sees exactly the deltas that are taken.
    with taken as (
        delete from analytics.rollup_deltas as d
        where d.vendor_id = p_vendor_id
    ), grouped as (
        select
            p.metric_name, p.dimension, p.dimension_value, p.currency, p.bucket,
            sum(p."count")::bigint as "count", sum(p."sum") as "sum",
            sum(p.sum_of_squares) as sum_of_squares,
            min(p."min") as "min", max(p."max") as "max", bool_or(p."count" < 0) as has_retraction
        from analytics.pending_aggregates as p
        where p.vendor_id = p_vendor_id
        group by 1, 2, 3, 4, 5
    )
    select array_agg(
        row(g.*)::analytics.rollup_change
        order by g.metric_name, g.dimension, g.bucket, g.dimension_value, g.currency
    )
    into v_changes
    from grouped as g;
    return v_changes;
end;
$$;

comment on function analytics.take_deltas(uuid) is
'Delete the pending deltas of a vendor; returns what they add up to per key, null if none.';
revoke all on function analytics.take_deltas(uuid) from public;
