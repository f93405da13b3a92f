create or replace function analytics.list_rollup_shapes(p_event_type text)
returns table (
    measure text,
    shape_id bigint,
    metric_name text,
    dimension text,
    dimension_position integer,
    is_measured boolean,
    is_money boolean
)
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    with fed as (
        select d.metric_name, d.value_field, d.unit = 'money' as is_money, d.dimensions
        from analytics.metric_definitions as d
        where d.source = 'events' and p_event_type = any(d.event_types)
    ), fields as (
        select array_agg(distinct x.name order by x.name) as names
        from fed as f
        cross join lateral unnest(f.dimensions) as x (name)
    ), shape as (
        select
            -- What only counts goes with the first measure.
            coalesce(f.value_field, (select min(a.value_field) from fed as a)) as measure,
            f.metric_name, x.dimension,
            array_position(n.names, x.dimension) as dimension_position,
            f.value_field is not null as is_measured,
            f.value_field is not null and f.is_money as is_money
        from fed as f
        cross join fields as n
        cross join lateral unnest(array[''] || f.dimensions) as x (dimension)
    ), identified as (
        select
            s.measure,
            hashtextextended(
                string_agg(s::text, ',' order by s.metric_name, s.dimension), 0
            ) as shape_id
        from shape as s
        group by s.measure
    )
    select
        s.measure, i.shape_id, s.metric_name, s.dimension, s.dimension_position, s.is_measured,
        s.is_money
    from shape as s
    inner join identified as i on i.measure is not distinct from s.measure
    order by s.measure, s.metric_name, s.dimension
$$;

comment on function analytics.list_rollup_shapes(text) is
'How the deltas of events of a type are read, as rows of rollup_shapes: one shape per field that is
measured (measure; null where metrics only count).';
revoke all on function analytics.list_rollup_shapes(text) from public;
