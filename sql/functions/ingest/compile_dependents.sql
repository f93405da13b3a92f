create or replace function analytics.compile_dependents(
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
        when p_keyword = 'dependentRequired' then coalesce(
            (
                select string_agg(
                    format(
                        '(not %1$s ? %2$L or %1$s ?& %3$L)', p_value, d.key,
                        array(select jsonb_array_elements_text(d.value))
                    ),
                    ' and ' order by d.key
                )
                from jsonb_each(p_argument) as d
            ),
            'true'
        )
    end
$$;

comment on function analytics.compile_dependents(text, jsonb, text) is
'SQL condition of the keyword dependentRequired.';
revoke all on function analytics.compile_dependents(text, jsonb, text) from public;
