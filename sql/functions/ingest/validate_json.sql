create or replace function analytics.validate_json(
    p_schema jsonb,
    p_data jsonb,
    p_asserts_format boolean default false
)
returns table (pointer text, keyword text, expected jsonb, got jsonb)
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_compiled analytics.compiled_schema := analytics.compile_schema(
        p_schema, '$1', '''''::text', case
            when p_asserts_format and jsonb_typeof(p_schema) = 'object'
                then p_schema || '{"$assertsFormat": true}'
            else p_schema
        end
    );
    v_is_valid boolean;
begin
    execute 'select ' || v_compiled.condition into v_is_valid using p_data;
    if not v_is_valid then
        return query execute v_compiled.reasons
        using p_data;
    end if;
end;
$$;

comment on function analytics.validate_json(jsonb, jsonb, boolean) is
'Why a value does not fit a JSON Schema (2020-12), a row per reason; none if it does. By the
compiler that the registry uses; the keyword format is an annotation, as the standard has it, unless
p_asserts_format says that it decides, as it does for events. Raises ZA104 for what is not
supported, ZA105 for a malformed schema.';
revoke all on function analytics.validate_json(jsonb, jsonb, boolean) from public;
