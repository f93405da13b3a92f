create or replace function analytics.compose_single_delta_query(
    p_event_type text,
    p_relation text
)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        $query$
            select
                e.vendor_id, m.shape_id, e.hour_bucket, e.day_bucket, e.currency,
                array[%1$s]::text[], v_sign, v_sign * num_nonnulls(m.value), v_sign * m.value,
                v_sign * m.value * m.value, m.value, m.value
            from (%2$s) as e
            cross join lateral (values
                %3$s
            ) as m (shape_id, value)$query$,
        (
            select string_agg(format('e.%I', 'd_' || x.dimension), ', ' order by x.position)
            from (
                select distinct s.dimension, s.dimension_position as position
                from analytics.list_rollup_shapes(p_event_type) as s
                where s.dimension <> ''
            ) as x
        ),
        analytics.compose_event_values(p_event_type, p_relation),
        string_agg(
            case
                when m.measure is null then format('(%s, null::numeric)', m.shape_id)
                else format('(%s, e.%I)', m.shape_id, 'v_' || m.measure)
            end,
            e',\n                ' order by m.measure
        )
    )
    from (
        select distinct s.measure, s.shape_id
        from analytics.list_rollup_shapes(p_event_type) as s
    ) as m
    having count(*) > 0
$$;

comment on function analytics.compose_single_delta_query(text, text) is
'As compose_delta_query, for a relation with one event or little to group: a row for each event,
without grouping. Null where no metric is fed.';
revoke all on function analytics.compose_single_delta_query(text, text) from public;
