create or replace function analytics.compile_item(p_plan jsonb, p_item jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_fields text[] := array(select jsonb_array_elements_text(p_plan -> 'fields'));
    v_time text[] := array(
        select 't' where p_plan ->> 'grain' is not null
        union all select jsonb_array_elements_text(p_plan -> 'calendar')
    );
    v_rank text[] := array(select 'top_rank' where p_plan ->> 'top' is not null);
    v_keys text[] := v_time || v_rank || array(select 'g_' || f from unnest(v_fields) as f);
    c_bucket constant text := 'jsonb_to_recordset(%s) as x (place integer, axis0 text, axis1 text,'
        ' time0 text, time1 text, starts0 timestamp, starts1 timestamp, days0 numeric,'
        ' days1 numeric, calendar jsonb)';
begin
    return format(
        'with b as materialized (select * from %s), t as materialized (select * from %s),'
        ' g as materialized (%s), a as materialized (select g.period, g.is_total,'
        ' case when g.is_total then '''' else concat_ws('' ''%s) end as axis,'
        ' case when g.is_total then ''{}'' else jsonb_build_object(%s) end as grp,'
        ' case when g.is_total then 0 else %s end as top_rank,'
        ' g.currency, g.value::numeric as value, g.n from g),'
        ' s as materialized (select (select count(*) from b) * (select count(*) from ('
        'select distinct a.grp, a.top_rank, a.currency from a where not a.is_total) as k)'
        ' as row_count)'
        ' select coalesce((%s), ''[]''), coalesce((%s), ''[]''), s.row_count,'
        ' coalesce((select sum(a.n) from a where a.period = 0 and a.is_total = %L), 0) from s',
        format(c_bucket, '$1'), format(c_bucket, '$2'),
        analytics.compile_aggregate(
            p_item, analytics.compile_relation(p_plan, p_item), v_keys, true
        ),
        (select string_agg(case k when 't' then ', to_char(g.t, ''YYYY-MM-DD"T"HH24'')'
            else format(', g.%I', k) end, '' order by place)
        from unnest(v_time) with ordinality as u (k, place)),
        (select string_agg(format(
            '%L, %s', analytics.json_key(f),
            case when p_plan #> '{top,fields}' ? f then format(
                'case when g.top_rank = 2147483647 then ''"other"'' else to_jsonb(g.%I) end',
                'g_' || f
            ) else format('to_jsonb(g.%I)', 'g_' || f) end
        ), ', ') from unnest(v_fields) as f),
        case when cardinality(v_rank) > 0 then 'g.top_rank' else '0' end,
        analytics.compile_table(p_plan, p_item, false, cardinality(v_keys) > 0),
        case when (p_plan ->> 'totals')::boolean
            then analytics.compile_table(p_plan, p_item, true, cardinality(v_keys) > 0)
            else 'null::jsonb' end,
        cardinality(v_keys) > 0
    );
end;
$$;

comment on function analytics.compile_item(jsonb, jsonb) is
'SQL that answers one item of a request: rows and totals as JSON, how many rows there are, and how
many records they are made of. $1 are the buckets of time, $2 that of the totals, $3 the currencies
of rows without data.';
revoke all on function analytics.compile_item(jsonb, jsonb) from public;
grant execute on function analytics.compile_item(jsonb, jsonb) to analytics_definer;
