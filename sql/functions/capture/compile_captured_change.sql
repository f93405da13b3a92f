create or replace function analytics.compile_captured_change(
    p_table regclass,
    p_columns text[],
    p_member text
)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select string_agg(
        format(
            '%s is distinct from %s',
            analytics.compile_comparable(format('n.%I', c.column_name), c.type_name, c.category),
            analytics.compile_comparable(format('o.%I', c.column_name), c.type_name, c.category)
        ),
        ' or ' order by u.ordinality
    )
    from unnest(p_columns) with ordinality as u (column_name, ordinality)
    cross join lateral analytics.find_host_column(p_table, u.column_name, p_member) as c
$$;

comment on function analytics.compile_captured_change(regclass, text[], text) is
'SQL that tells whether one of these columns differs between the new row n and the old row o; null
without columns. Raises ZA162.';
revoke all on function analytics.compile_captured_change(regclass, text[], text) from public;
