create or replace function analytics.compile_cells(p_plan jsonb, p_aggregate text)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    -- In the order in which list_buckets names them, whatever order the request has.
    v_axis text := (
        select string_agg(format(', g.%I', c.name), '' order by c.name = 'month_of_year')
        from jsonb_array_elements_text(p_plan -> 'calendar') as c (name)
    );
    v_group text := (
        select string_agg(format(
            '%L, %s', analytics.json_key(f.name),
            case when p_plan #> '{top,fields}' ? f.name then format(
                'case when g.top_rank = 2147483647 then ''"other"'' else to_jsonb(g.%I) end',
                'g_' || f.name
            ) else format('to_jsonb(g.%I)', 'g_' || f.name) end
        ), ', ' order by f.place)
        from jsonb_array_elements_text(p_plan -> 'fields') with ordinality as f (name, place)
    );
begin
    return format(
        'select array_agg(row(g.period, g.is_total, g.currency,'
        ' case when g.is_total then 0 else %s end,'
        ' case when g.is_total then ''{}'' else jsonb_build_object(%s) end,'
        ' case when g.is_total then '''' else concat_ws('' '', %s%s) end,'
        ' g.value, g.n)::analytics.metric_cell) from (%s) as g',
        case when p_plan ->> 'top' is null then '0' else 'g.top_rank' end,
        v_group,
        case when p_plan ->> 'grain' is null then 'null'
            else 'to_char(g.t, ''YYYY-MM-DD"T"HH24'')' end,
        v_axis,
        p_aggregate
    );
end;
$$;

comment on function analytics.compile_cells(jsonb, text) is
'SQL that gives each aggregate of an item its place in the answer, its group and bucket of time: one
array of analytics.metric_cell, null where there is none.';
revoke all on function analytics.compile_cells(jsonb, text) from public;
grant execute on function analytics.compile_cells(jsonb, text) to analytics_definer;
