create or replace function analytics.compose_rollup_query(
    p_event_type text,
    p_relation text,
    p_condition text default 'true'
)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    -- Events are grouped once per dimension; what the metrics take from a group is read off it.
    select format(
        $query$
    select
        g.vendor_id, m.metric_name, g.dimension, g.dimension_value, m.currency, g.bucket,
        m."count", m."sum", m.sum_of_squares, m."min", m."max"
    from (
        select
            e.vendor_id, x.dimension, x.dimension_value, e.currency, x.bucket, count(*) as n%1$s
        from (
            select
                s.vendor_id, %2$s as currency,
                date_trunc('hour', s."timestamp", coalesce(p.time_zone, 'UTC')) as hour_bucket,
                date_trunc('day', s."timestamp", coalesce(p.time_zone, 'UTC')) as day_bucket%3$s
            from %4$s as s
            left join analytics.vendor_settings as p on p.vendor_id = s.vendor_id
            where s.event_type = %5$L and %6$s
            offset 0
        ) as e
        cross join lateral (values
            ('', '', e.hour_bucket)%7$s
        ) as x (dimension, dimension_value, bucket)
        group by e.vendor_id, x.dimension, x.dimension_value, e.currency, x.bucket
    ) as g
    cross join lateral (values
        %8$s
    ) as m (metric_name, dimensions, currency, "count", "sum", sum_of_squares, "min", "max")
    where m."count" > 0 and g.dimension = any(m.dimensions)$query$,
        f.value_aggregates, f.currency, f.fields, p_relation, p_event_type, p_condition,
        f.dimension_rows, f.metric_rows
    )
    from analytics.compose_rollup_parts(p_event_type) as f
    where f.metric_rows is not null
$$;

comment on function analytics.compose_rollup_query(text, text, text) is
'SQL text that aggregates the events of one type in a relation into contributions to the rollup,
compiled from the metric catalogue; null where no metric is fed. The relation has the columns of
analytics_events and the alias s in the condition.';
revoke all on function analytics.compose_rollup_query(text, text, text) from public;
