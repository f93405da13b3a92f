create or replace function analytics.compile_captured_key(p_table regclass)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select coalesce(
        (
            select case count(*)
                when 0 then 'null'
                when 1 then min(k.value)
                else format('jsonb_build_array(%s)::text', string_agg(
                    k.value, ', ' order by k.key_position
                ))
            end
            from (
                select
                    analytics.compile_captured_text(
                        format('n.%I', c.column_name), c.type_name, c.category
                    ) as value,
                    c.key_position
                from analytics.list_host_columns(p_table) as c
                where c.key_position is not null
            ) as k
        ),
        'null'
    )
$$;

comment on function analytics.compile_captured_key(regclass) is
'SQL of the primary key of row n as text; null where the table has none.';
revoke all on function analytics.compile_captured_key(regclass) from public;
