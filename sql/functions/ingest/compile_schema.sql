create or replace function analytics.compile_schema(
    p_schema jsonb,
    p_value text,
    p_pointer text,
    p_root jsonb,
    p_at text default '#'
)
returns analytics.compiled_schema
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_keyword text;
    v_argument jsonb;
    v_part analytics.compiled_schema;
    v_conditions text[] := array[]::text[];
    v_reasons text[] := array[]::text[];
begin
    -- The schema true accepts everything, false nothing.
    if jsonb_typeof(p_schema) = 'boolean' then
        p_schema := (case when p_schema = 'true' then '{}' else '{"not": {}}' end)::jsonb;
    end if;
    perform analytics.check_schema_node(p_schema, p_at);
    for v_keyword, v_argument in
        select k.key, k.value from jsonb_each(p_schema) as k order by k.key
    loop
        v_part := analytics.compile_keyword(
            v_keyword, v_argument, p_schema, p_value, p_pointer, p_root, p_at || '/' || v_keyword
        );
        if v_part.condition is not null then
            v_conditions := v_conditions || v_part.condition;
            v_reasons := v_reasons || v_part.reasons;
        end if;
    end loop;
    return row(
        -- Of a value that is not there every condition is null, and nothing is wrong with it.
        case
            when cardinality(v_conditions) = 0 then 'true'
            else '((' || array_to_string(v_conditions, ' and ') || ') is not false)'
        end,
        coalesce(nullif(array_to_string(v_reasons, ' union all '), ''), analytics.no_reasons())
    );
end;
$$;

comment on function analytics.compile_schema(jsonb, text, text, jsonb, text) is
'Compile a JSON Schema into SQL over the expressions of a value and of its JSON pointer: a condition
that holds for valid values, and a query of the reasons (pointer, keyword, expected, got) of others.
p_at is the place in the document p_root, whose member $assertsFormat says whether formats decide.
Raises ZA104 (not supported), ZA105 (malformed).';
revoke all on function analytics.compile_schema(jsonb, text, text, jsonb, text) from public;
