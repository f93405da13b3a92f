create or replace function analytics.rebuild_aggregates(p_vendor_id uuid)
returns bigint
language sql
volatile
security invoker
set search_path = ''
as $$
    -- One statement, so one snapshot: deltas of exactly the recounted events leave the log.
    with period as materialized (
        select lower(p) as from_at, upper(p) as to_at
        from analytics.countable_period(p_vendor_id) as p
    ), recounted as materialized (
        select r.*
        from period as p
        cross join lateral analytics.recount_rollup(p_vendor_id, p.from_at, p.to_at) as r
    ), counted as (
        delete from analytics.rollup_deltas as d
        using period as p
        where d.vendor_id = p_vendor_id and d.hour_bucket >= p.from_at
    ), stale as (
        delete from public.analytics_aggregates as a
        using period as p
        where a.vendor_id = p_vendor_id and a.bucket >= p.from_at
            and not exists (
                select from recounted as r
                where r.metric_name = a.metric_name and r.dimension = a.dimension
                    and r.bucket = a.bucket and r.dimension_value = a.dimension_value
                    and r.currency = a.currency
            )
    ), written as (
        insert into public.analytics_aggregates (
            vendor_id, metric_name, dimension, dimension_value, currency, bucket,
            "count", "sum", sum_of_squares, "min", "max"
        )
        select
            p_vendor_id, r.metric_name, r.dimension, r.dimension_value, r.currency, r.bucket,
            r."count", r."sum", r.sum_of_squares, r."min", r."max"
        from recounted as r
        order by r.metric_name, r.dimension, r.bucket, r.dimension_value, r.currency
        on conflict (vendor_id, metric_name, dimension, bucket, dimension_value, currency)
        do update set
            "count" = excluded."count", "sum" = excluded."sum",
            sum_of_squares = excluded.sum_of_squares,
            "min" = excluded."min", "max" = excluded."max"
        returning 1
    )
    select count(*) from written
$$;

comment on function analytics.rebuild_aggregates(uuid) is
'Replace the aggregates of a vendor by a recount of its events, as far as these are attached;
returns the number of rows. The caller holds the vendor''s fold lock.';
revoke all on function analytics.rebuild_aggregates(uuid) from public;
