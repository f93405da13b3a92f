create or replace function analytics.compose_delta_query(p_event_type text, p_relation text)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    -- Events that are alike in all that metrics are broken down by become one row per measure.
    select format(
        $query$
            select
                g.vendor_id, m.shape_id, g.hour_bucket, g.day_bucket, g.currency,
                array[%1$s]::text[], v_sign * g.n, v_sign * m."count", v_sign * m."sum",
                v_sign * m.sum_of_squares, m."min", m."max"
            from (
                select
                    e.vendor_id, e.hour_bucket, e.day_bucket, e.currency%2$s, count(*) as n%3$s
                from (%4$s) as e
                group by e.vendor_id, e.hour_bucket, e.day_bucket, e.currency%2$s
            ) as g
            cross join lateral (values
                %5$s
            ) as m (shape_id, "count", "sum", sum_of_squares, "min", "max")$query$,
        d.values_of_group, d.fields_of_event, f.value_aggregates,
        analytics.compose_event_values(p_event_type, p_relation), m.measures
    )
    from analytics.compose_rollup_parts(p_event_type) as f
    cross join (
        select
            string_agg(format('g.%I', 'd_' || x.dimension), ', ' order by x.dimension_position)
            as values_of_group,
            string_agg(format(', e.%I', 'd_' || x.dimension), '' order by x.dimension_position)
            as fields_of_event
        from (
            select distinct s.dimension, s.dimension_position
            from analytics.list_rollup_shapes(p_event_type) as s
            where s.dimension <> ''
        ) as x
    ) as d
    cross join (
        select string_agg(
            case
                when x.measure is null then format(
                    '(%s, 0, null::numeric, null::numeric, null::numeric, null::numeric)',
                    x.shape_id
                )
                else format(
                    '(%1$s, g.%2$I, g.%3$I, g.%4$I, g.%5$I, g.%6$I)', x.shape_id,
                    x.v || '_n', x.v || '_sum', x.v || '_squares', x.v || '_min', x.v || '_max'
                )
            end,
            e',\n                ' order by x.measure
        ) as measures
        from (
            select distinct s.measure, s.shape_id, 'v_' || s.measure as v
            from analytics.list_rollup_shapes(p_event_type) as s
        ) as x
    ) as m
    where f.metric_rows is not null
$$;

comment on function analytics.compose_delta_query(text, text) is
'SQL text that aggregates the events of one type in a relation into rows of the delta log, compiled
from the metric catalogue; null where no metric is fed. The relation has the columns of
analytics_events; v_sign is -1 where they are taken back.';
revoke all on function analytics.compose_delta_query(text, text) from public;
