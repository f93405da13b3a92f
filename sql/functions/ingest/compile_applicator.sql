create or replace function analytics.compile_applicator(
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
    v_then analytics.compiled_schema;
    v_else analytics.compiled_schema;
    v_if analytics.compiled_schema;
begin
    case p_keyword
        when 'properties' then
            return analytics.compile_properties(p_argument, p_value, p_pointer, p_root, p_at);
        when 'additionalProperties' then
            return analytics.compile_additional(
                p_argument, p_schema, p_value, p_pointer, p_root, p_at
            );
        when 'items', 'prefixItems' then
            return analytics.compile_items(
                p_keyword, p_argument, p_schema, p_value, p_pointer, p_root, p_at
            );
        when 'patternProperties', 'propertyNames', 'dependentSchemas' then
            return analytics.compile_members_schema(
                p_keyword, p_argument, p_value, p_pointer, p_root, p_at
            );
        when 'contains' then
            return analytics.compile_contains(
                p_argument, p_schema, p_value, p_root, p_at, p_pointer
            );
        when '$ref' then
            return analytics.compile_schema(
                analytics.resolve_ref(p_argument #>> '{}', p_root, p_at),
                p_value, p_pointer, p_root, p_at
            );
        when 'if' then
            v_if := analytics.compile_schema(p_argument, p_value, p_pointer, p_root, p_at);
            v_then := analytics.compile_schema(
                coalesce(p_schema -> 'then', 'true'), p_value, p_pointer, p_root, p_at || '/then'
            );
            v_else := analytics.compile_schema(
                coalesce(p_schema -> 'else', 'true'), p_value, p_pointer, p_root, p_at || '/else'
            );
            return row(
                format(
                    'case when %s then %s else %s end',
                    v_if.condition, v_then.condition, v_else.condition
                ),
                format(
                    'select r.* from (%s) as r where %s'
                    ' union all select r.* from (%s) as r where not %s',
                    v_then.reasons, v_if.condition,
                    v_else.reasons, v_if.condition
                )
            );
        else
            return analytics.compile_combination(
                p_keyword, p_argument, p_value, p_pointer, p_root, p_at
            );
    end case;
end;
$$;

comment on function analytics.compile_applicator(text, jsonb, jsonb, text, text, jsonb, text) is
'Compile a keyword that applies schemas to the value or to parts of it.';
revoke all on function analytics.compile_applicator(text, jsonb, jsonb, text, text, jsonb, text)
from public;
