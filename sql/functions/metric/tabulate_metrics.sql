create or replace function analytics.tabulate_metrics(p_answer jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with line as materialized (
            select
                i.place as item_place, r.place, r.line, r.kind,
                coalesce(i.item -> 'as', i.item -> 'metric') as metric, i.item
            from jsonb_array_elements(p_answer -> 'data') with ordinality as i (item, place)
            cross join lateral (
                select 'value' as kind, v.line, v.place
                from jsonb_array_elements(i.item -> 'rows') with ordinality as v (line, place)
                union all
                select 'total', t.line, 1000000 + t.place
                from jsonb_array_elements(coalesce(i.item -> 'totals', '[]'))
                    with ordinality as t (line, place)
            ) as r
        ), field as materialized (
            -- Of each kind of group the names, in one order for all rows.
            select row_number() over (order by k.name) as place, k.name
            from (select distinct jsonb_object_keys(l.line -> 'group') as name from line as l) as k
        ), has as (
            select
                coalesce(bool_or(l.line ? 'time'), false) as has_time,
                coalesce(bool_or(l.line ? 'currency'), false) as has_currency,
                coalesce(bool_or(l.line ? 'isOther'), false) as has_other,
                coalesce(bool_or(l.line ? 'comparison'), false) as has_comparison
            from line as l
        ), named as (
            select n.*
            from has as h
            cross join lateral (
                values
                (10, 'kind', 'text', true), (11, 'metric', 'text', true),
                (12, 'aggregation', 'text', true), (13, 'unit', 'text', true),
                (14, 'time', 'time', h.has_time), (1000, 'isOther', 'boolean', h.has_other),
                (1001, 'currency', 'text', h.has_currency), (1002, 'value', 'number', true),
                (1003, 'dataPoints', 'number', true), (1004, 'reason', 'text', true),
                (1005, 'comparisonTime', 'time', h.has_time and h.has_comparison),
                (1006, 'comparisonValue', 'number', h.has_comparison),
                (1007, 'change', 'number', h.has_comparison),
                (1008, 'changeShare', 'number', h.has_comparison)
            ) as n (place, name, type, is_there)
            where n.is_there
            union all
            select 100 + f.place, 'group.' || f.name, 'text', true from field as f
        )
        select jsonb_build_object(
            'columns', (
                select jsonb_agg(
                    jsonb_build_object('name', n.name, 'type', n.type) order by n.place
                )
                from named as n
            ),
            'rows', coalesce((
                select jsonb_agg(c.cells order by l.item_place, l.place)
                from line as l
                cross join lateral (
                    select jsonb_agg(
                        case
                            when n.name = 'kind' then to_jsonb(l.kind)
                            when n.name = 'metric' then l.metric
                            when n.name in ('aggregation', 'unit') then l.item -> n.name
                            when n.place between 100 and 999
                                then l.line #> array['group', substr(n.name, 7)]
                            when n.name = 'isOther' then coalesce(l.line -> 'isOther', 'false')
                            when n.name = 'comparisonTime' then l.line #> '{comparison,time}'
                            when n.name = 'comparisonValue' then l.line #> '{comparison,value}'
                            when n.name in ('change', 'changeShare')
                                then l.line -> 'comparison' -> n.name
                            else l.line -> n.name
                        end order by n.place
                    ) as cells
                    from named as n
                ) as c
            ), '[]')
        )
    );
end;
$$;

comment on function analytics.tabulate_metrics(jsonb) is
'{"columns": [{"name", "type"}], "rows": [[cell]]} of an answer of calculate_metrics: one row for
each value and each total (kind), whatever the metrics are grouped by; types are text, number,
boolean and time.';
revoke all on function analytics.tabulate_metrics(jsonb) from public;
grant execute on function analytics.tabulate_metrics(jsonb) to analytics_definer;
