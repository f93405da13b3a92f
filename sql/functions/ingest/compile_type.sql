create or replace function analytics.compile_type(p_argument jsonb, p_value text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when t.types @> '"integer"' and not t.types @> '"number"' then format(
            'case when jsonb_typeof(%1$s) = ''number'' then (%1$s #>> ''{}'')::numeric %% 1 = 0'
            ' else %1$s is null or jsonb_typeof(%1$s) = any(%2$L) end',
            p_value, array(select jsonb_array_elements_text(t.types))
        )
        else format(
            'jsonb_typeof(%s) = any(%L)', p_value, array(select jsonb_array_elements_text(t.types))
        )
    end
    from (
        select case jsonb_typeof(p_argument)
            when 'string' then jsonb_build_array(p_argument)
            when 'array' then p_argument
            else '[]'
        end as types
    ) as t
$$;

comment on function analytics.compile_type(jsonb, text) is
'SQL condition of the keyword type; 1.0 is an integer.';
revoke all on function analytics.compile_type(jsonb, text) from public;
