create or replace function analytics.compile_captured_when(
    p_table regclass,
    p_alias text,
    p_when jsonb
)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select coalesce(
        string_agg(
            format('(%s)', analytics.compile_captured_test(
                v.value,
                analytics.compile_captured_text(v.value, c.type_name, c.category),
                c.category, w.value, 'when.' || w.key
            )),
            ' and ' order by w.key
        ),
        'true'
    )
    from jsonb_each(p_when) as w
    cross join lateral analytics.find_host_column(p_table, w.key, 'when.' || w.key) as c
    cross join lateral format('%s.%I', p_alias, c.column_name) as v (value)
$$;

comment on function analytics.compile_captured_when(regclass, text, jsonb) is
'SQL of the conditions {column: test} of a mapping on a row of the host. Raises ZA161 to ZA163.';
revoke all on function analytics.compile_captured_when(regclass, text, jsonb) from public;
