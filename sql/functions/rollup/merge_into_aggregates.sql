create or replace function analytics.merge_into_aggregates(
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
    -- Sums can be subtracted from; extremes where something was retracted are looked up anew.
    with dirty as (
        select r.*
        from (select distinct c.bucket from unnest(p_changes) as c where c.has_retraction) as b
        cross join lateral analytics.recount_rollup(
            p_vendor_id, b.bucket, b.bucket + interval '49 hours'
        ) as r
        where r.bucket = b.bucket
    ), merged as (
        select
            c.metric_name, c.dimension, c.dimension_value, c.currency, c.bucket,
            coalesce(a."count", 0) + c."count" as "count",
            coalesce(a."sum" + c."sum", c."sum", a."sum") as "sum",
            coalesce(a.sum_of_squares + c.sum_of_squares, c.sum_of_squares, a.sum_of_squares)
            as sum_of_squares,
            case when c.has_retraction then d."min" else least(a."min", c."min") end as "min",
            case when c.has_retraction then d."max" else greatest(a."max", c."max") end as "max"
        from unnest(p_changes) as c
        left join public.analytics_aggregates as a
            on a.vendor_id = p_vendor_id
            and a.metric_name = c.metric_name and a.dimension = c.dimension
            and a.bucket = c.bucket and a.dimension_value = c.dimension_value
            and a.currency = c.currency
        left join dirty as d
            on d.metric_name = c.metric_name and d.dimension = c.dimension
            and d.bucket = c.bucket and d.dimension_value = c.dimension_value
            and d.currency = c.currency
    ), emptied as (
        delete from public.analytics_aggregates as a
        using merged as m
        where a.vendor_id = p_vendor_id and m."count" = 0
            and a.metric_name = m.metric_name and a.dimension = m.dimension
            and a.bucket = m.bucket and a.dimension_value = m.dimension_value
            and a.currency = m.currency
    )
    insert into public.analytics_aggregates (
        vendor_id, metric_name, dimension, dimension_value, currency, bucket,
        "count", "sum", sum_of_squares, "min", "max"
    )
    select
        p_vendor_id, m.metric_name, m.dimension, m.dimension_value, m.currency, m.bucket,
        m."count", m."sum", m.sum_of_squares, m."min", m."max"
    from merged as m
    where m."count" <> 0
    order by m.metric_name, m.dimension, m.bucket, m.dimension_value, m.currency
    on conflict (vendor_id, metric_name, dimension, bucket, dimension_value, currency)
    do update set
        "count" = excluded."count", "sum" = excluded."sum",
        sum_of_squares = excluded.sum_of_squares, "min" = excluded."min", "max" = excluded."max";
end;
$$;

comment on function analytics.merge_into_aggregates(uuid, analytics.rollup_change[]) is
'Bring the aggregates of a vendor up to date with what was taken from the delta log. The caller
holds the vendor''s fold lock.';
revoke all on function analytics.merge_into_aggregates(uuid, analytics.rollup_change[])
from public;
