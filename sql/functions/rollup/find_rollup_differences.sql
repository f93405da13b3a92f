create or replace function analytics.find_rollup_differences(
    p_vendor_id uuid,
    p_from timestamptz default null,
    p_to timestamptz default null
)
returns table (what text, item jsonb, expected jsonb, got jsonb)
language sql
stable
security definer
set search_path = ''
as $$
    with period as (
        select lower(p) as from_at, upper(p) as to_at
        from analytics.countable_period(p_vendor_id, p_from, p_to) as p
    ), recounted as (
        select r.*
        from period as p
        cross join lateral analytics.recount_rollup(p_vendor_id, p.from_at, p.to_at) as r
    ), kept as (
        select
            c.metric_name, c.dimension, c.dimension_value, c.currency, c.bucket,
            sum(c."count")::bigint as "count", sum(c."sum") as "sum",
            sum(c.sum_of_squares) as sum_of_squares, min(c."min") as "min", max(c."max") as "max",
            bool_or(c."count" < 0) as has_retraction
        from period as p
        inner join analytics.current_aggregates as c
            on c.vendor_id = p_vendor_id and c.bucket >= p.from_at and c.bucket < p.to_at
        group by 1, 2, 3, 4, 5
        having sum(c."count") <> 0
    )
    select
        'rollup',
        jsonb_build_object(
            'metric', metric_name, 'dimension', dimension, 'dimensionValue', dimension_value,
            'currency', currency, 'bucket', bucket
        ),
        jsonb_build_array(r."count", r."sum", r.sum_of_squares, r."min", r."max"),
        jsonb_build_array(k."count", k."sum", k.sum_of_squares, k."min", k."max")
    from recounted as r
    full join kept as k using (metric_name, dimension, dimension_value, currency, bucket)
    where (r."count", r."sum", r.sum_of_squares)
        is distinct from (k."count", k."sum", k.sum_of_squares)
        -- Extremes are mended by the fold; until then readers look them up in the events.
        or (not k.has_retraction and (r."min", r."max") is distinct from (k."min", k."max"))
    union all
    select d.* from analytics.find_metric_differences(p_vendor_id) as d
    union all
    select d.* from analytics.find_booking_differences(p_vendor_id) as d
$$;

comment on function analytics.find_rollup_differences(uuid, timestamptz, timestamptz) is
'What in the rollups, metrics or booking facts of a vendor differs from a recount of its events of a
period; nothing if all is right. Values are [count, sum, sum of squares, min, max].';
revoke all on function analytics.find_rollup_differences(uuid, timestamptz, timestamptz)
from public;
grant execute on function analytics.find_rollup_differences(uuid, timestamptz, timestamptz)
to analytics_definer;
