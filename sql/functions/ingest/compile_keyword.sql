create or replace function analytics.compile_keyword(
    p_keyword text,
    p_argument jsonb,
    p_schema jsonb,
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
    v_condition text;
begin
    if p_keyword in (
        'properties', 'additionalProperties', 'items', 'prefixItems', 'allOf', 'anyOf', 'oneOf',
        'not', 'if', '$ref', 'patternProperties', 'propertyNames', 'dependentSchemas', 'contains'
    ) then
        return analytics.compile_applicator(
            p_keyword, p_argument, p_schema, p_value, p_pointer, p_root, p_at
        );
    elsif p_keyword = 'required' then
        return analytics.compile_required(p_argument, p_value, p_pointer);
    end if;
    -- An annotation, as the standard has it, except for data of events.
    if p_keyword = 'format' and not coalesce(p_root -> '$assertsFormat' = 'true', false) then
        return null;
    end if;
    v_condition := analytics.compile_assertion(p_keyword, p_argument, p_value, p_at);
    if v_condition is null then
        return null;
    end if;
    return row(
        v_condition,
        format(
            'select %s, %L, %L::jsonb, %s where (%s) is false',
            p_pointer, p_keyword, p_argument, p_value, v_condition
        )
    );
end;
$$;

comment on function analytics.compile_keyword(text, jsonb, jsonb, text, text, jsonb, text) is
'Compile one keyword of a schema: its condition and the query of its reasons, null for one that
decides nothing by itself.';
revoke all on function analytics.compile_keyword(text, jsonb, jsonb, text, text, jsonb, text)
from public;
