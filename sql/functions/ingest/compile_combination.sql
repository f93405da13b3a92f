create or replace function analytics.compile_combination(
    p_keyword text,
    p_argument jsonb,
    p_value text,
    p_pointer text,
    p_root jsonb,
    p_at text
)
returns analytics.compiled_schema
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_conditions text[];
    v_reasons text;
    v_condition text;
begin
    select
        array_agg((c.part).condition order by c.n),
        string_agg((c.part).reasons, ' union all ' order by c.n)
    into v_conditions, v_reasons
    from (
        select
            e.n,
            analytics.compile_schema(
                e.schema, p_value, p_pointer, p_root, format('%s/%s', p_at, e.n - 1)
            ) as part
        from jsonb_array_elements(
            case p_keyword when 'not' then jsonb_build_array(p_argument) else p_argument end
        ) with ordinality as e (schema, n)
    ) as c;
    v_condition := case p_keyword
        when 'allOf' then array_to_string(v_conditions, ' and ')
        when 'anyOf' then '(' || array_to_string(v_conditions, ' or ') || ')'
        when 'oneOf' then '(' || array_to_string(v_conditions, '::integer + ') || '::integer = 1)'
        else 'not ' || v_conditions[1]
    end;
    -- A value that is not there breaks no rule.
    v_condition := format('(%s is null or %s)', p_value, coalesce(nullif(v_condition, ''), 'true'));
    if p_keyword = 'allOf' then
        return row(v_condition, coalesce(v_reasons, analytics.no_reasons()));
    end if;
    return row(
        v_condition,
        format(
            'select %s, %L, to_jsonb(%L::text), %s where not %s', p_pointer, p_keyword,
            case p_keyword
                when 'anyOf' then 'at least one of the schemas'
                when 'oneOf' then 'exactly one of the schemas'
                else 'anything but this schema'
            end,
            p_value, v_condition
        )
    );
end;
$$;

comment on function analytics.compile_combination(text, jsonb, text, text, jsonb, text) is
'Compile the keywords allOf, anyOf, oneOf and not.';
revoke all on function analytics.compile_combination(text, jsonb, text, text, jsonb, text)
from public;
