create or replace function analytics.chart_metrics(p_answer jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with point as materialized (
            select
                i.place as item_place, r.place, r.line, i.item,
                r.line ? 'time' as has_time,
                coalesce(r.line ->> 'time', concat_ws(', ', variadic array(
                    select coalesce(g.value #>> '{}', '–')
                    from jsonb_each(coalesce(r.line -> 'group', '{}')) as g
                    order by g.key
                ))) as label,
                case when r.line ? 'time' then coalesce(r.line -> 'group', '{}') else '{}' end
                    as grp
            from jsonb_array_elements(p_answer -> 'data') with ordinality as i (item, place)
            cross join lateral jsonb_array_elements(i.item -> 'rows')
                with ordinality as r (line, place)
        ), label as (
            select p.label, row_number() over (order by min(p.place)) as place
            from point as p group by p.label
        ), series as (
            select
                p.item_place, p.grp, p.line -> 'currency' as currency,
                coalesce((p.line -> 'isOther')::boolean, false) and p.has_time as is_other,
                min(p.place) as place,
                jsonb_object_agg(p.label, p.line -> 'value') as by_label,
                jsonb_object_agg(p.label, p.line #> '{comparison,value}') as comparison_by_label
            from point as p
            group by 1, 2, 3, 4
        )
        select jsonb_build_object(
            'labels', coalesce((select jsonb_agg(l.label order by l.place) from label as l), '[]'),
            'series', coalesce((
                select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'name', concat_ws(
                        ' ', coalesce(i ->> 'as', i ->> 'metric'), s.currency #>> '{}',
                        (select string_agg(coalesce(g.value #>> '{}', '–'), ' ' order by g.key)
                        from jsonb_each(s.grp) as g)
                    ),
                    'metric', i -> 'metric', 'aggregation', i -> 'aggregation', 'unit', i -> 'unit',
                    'currency', s.currency, 'group', nullif(s.grp, '{}'),
                    'isOther', nullif(s.is_other, false)
                )) || jsonb_build_object('data', (
                    select jsonb_agg(s.by_label -> l.label order by l.place) from label as l
                )) || case when p_answer #> '{metadata,comparison}' is null then '{}'
                    else jsonb_build_object('comparisonData', (
                        select jsonb_agg(s.comparison_by_label -> l.label order by l.place)
                        from label as l
                    )) end order by s.item_place, s.place)
                from series as s
                cross join lateral (select p_answer -> 'data' -> (s.item_place - 1)::integer as i)
                    as item
            ), '[]'),
            'metadata', p_answer -> 'metadata',
            'requestId', p_answer -> 'requestId'
        )
    );
end;
$$;

comment on function analytics.chart_metrics(jsonb) is
'An answer of calculate_metrics as {"labels", "series": [{"name", "unit", "currency", "group",
"data"}]}: labels are the times, or the groups where there is no time; each series has one value, or
null, for each label, as Chart.js and uPlot take them.';
revoke all on function analytics.chart_metrics(jsonb) from public;
grant execute on function analytics.chart_metrics(jsonb) to analytics_definer;
