create or replace function analytics.compile_enum(
    p_keyword text,
    p_argument jsonb,
    p_value text
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when p_keyword = 'enum' then format(
            '%s in (null, %s)', p_value,
            (select coalesce(string_agg(format('%L::jsonb', e), ', '), 'null')
            from jsonb_array_elements(p_argument) as e)
        ) || format(' is true or %s is null', p_value)
    end
$$;

comment on function analytics.compile_enum(text, jsonb, text) is
'SQL condition of the keyword enum.';
revoke all on function analytics.compile_enum(text, jsonb, text) from public;
