create or replace function analytics.compile_item(p_plan jsonb, p_item jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_keys text[] := array(
        select 't' where p_plan ->> 'grain' is not null
        union all select jsonb_array_elements_text(p_plan -> 'calendar')
        union all select 'top_rank' where p_plan ->> 'top' is not null
        union all select 'g_' || f from jsonb_array_elements_text(p_plan -> 'fields') as f
    );
    v_has_keys boolean := cardinality(v_keys) > 0;
    c_bucket constant text := 'jsonb_to_recordset(%s) as x (place integer, axis0 text, axis1 text,'
        ' time0 text, time1 text, starts0 timestamp, starts1 timestamp, days0 numeric,'
        ' days1 numeric, calendar jsonb)';
begin
    return format(
        'with b as materialized (select * from %s), t as materialized (select * from %s),'
        ' g as materialized (%s), a as materialized (%s),'
        ' s as materialized (select (select count(*) from b)'
        ' * (select count(distinct a.key) from a where not a.is_total) as row_count)'
        ' select coalesce((%s), ''[]''), coalesce((%s), ''[]''), s.row_count,'
        ' coalesce((select sum(a.n) from a where a.period = 0 and a.is_total = %L), 0) from s',
        format(c_bucket, '$1'), format(c_bucket, '$2'),
        analytics.compile_aggregate(
            p_item, analytics.compile_relation(p_plan, p_item), v_keys, true
        ),
        analytics.compile_cells(p_plan),
        analytics.compile_table(p_plan, p_item, false, v_has_keys),
        case when (p_plan ->> 'totals')::boolean
            then analytics.compile_table(p_plan, p_item, true, v_has_keys)
            else 'null::jsonb' end,
        v_has_keys
    );
end;
$$;

comment on function analytics.compile_item(jsonb, jsonb) is
'SQL that answers one item of a request: rows and totals as JSON, how many rows there are, and how
many records they are made of. $1 are the buckets of time, $2 that of the totals, $3 the currencies
of rows without data.';
revoke all on function analytics.compile_item(jsonb, jsonb) from public;
grant execute on function analytics.compile_item(jsonb, jsonb) to analytics_definer;
