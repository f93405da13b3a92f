create or replace function analytics.compile_comparable(
    p_value text,
    p_type_name text,
    p_category text
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        -- Types without an operator "=", or with one that is not in pg_catalog.
        when p_type_name in ('json', 'xml') or p_type_name like '%.%' or p_category in ('A', 'G')
            then analytics.compile_captured_text(p_value, p_type_name, p_category)
        else p_value
    end
$$;

comment on function analytics.compile_comparable(text, text, text) is
'SQL of a value as something that can be compared.';
revoke all on function analytics.compile_comparable(text, text, text) from public;
