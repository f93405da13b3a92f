create or replace function analytics.compile_cells(p_plan jsonb)
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
        'select l.*, concat(l.currency, ''|'', l.top_rank, ''|'', l.grp) as key,'
        ' concat(l.axis, ''|'', l.currency, ''|'', l.top_rank, ''|'', l.grp) as cell from ('
        'select g.period, g.is_total, g.currency, g.value::numeric as value, g.n,'
        ' case when g.is_total then '''' else concat_ws('' '', %s%s) end as axis,'
        ' case when g.is_total then ''{}'' else jsonb_build_object(%s) end as grp,'
        ' case when g.is_total then 0 else %s end as top_rank from g) as l',
        case when p_plan ->> 'grain' is null then 'null'
            else 'to_char(g.t, ''YYYY-MM-DD"T"HH24'')' end,
        v_axis, v_group,
        case when p_plan ->> 'top' is null then '0' else 'g.top_rank' end
    );
end;
$$;

comment on function analytics.compile_cells(jsonb) is
'SQL that gives each aggregate of an item its place in the answer: the key of its group, and the
cell, which is the key at a bucket of time.';
revoke all on function analytics.compile_cells(jsonb) from public;
grant execute on function analytics.compile_cells(jsonb) to analytics_definer;
