create or replace function analytics.compile_additional(
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
    v_known text[] := array(select jsonb_object_keys(coalesce(p_schema -> 'properties', '{}')));
    v_alias text := 'a' || length(p_at);
    v_part analytics.compiled_schema;
    -- What a pattern speaks of is not additional either.
    v_patterned text := (
        select string_agg(analytics.compile_pattern(
            'pattern', to_jsonb(k), format('%I.key', v_alias), p_at
        ), ' or ')
        from jsonb_object_keys(coalesce(p_schema -> 'patternProperties', '{}')) as k
    );
    v_rest text := format(
        '(select * from jsonb_each(case jsonb_typeof(%1$s) when ''object'' then'
        ' %1$s - %2$L::text[] else ''{}'' end) as %3$I (key, value) where not (%4$s)) as %3$I',
        p_value, v_known, v_alias, coalesce(v_patterned, 'false')
    );
begin
    if p_argument = 'false' then
        return row(
            case
                when v_patterned is null then format(
                    'case jsonb_typeof(%1$s) when ''object'' then %1$s - %2$L::text[] = ''{}'''
                    ' else true end', p_value, v_known
                )
                else format('not exists (select from %s)', v_rest)
            end,
            format(
                'select %1$s || ''/'' || analytics.escape_pointer(%2$I.key),'
                ' ''additionalProperties'', ''false''::jsonb, %2$I.value from %3$s',
                p_pointer, v_alias, v_rest
            )
        );
    end if;
    v_part := analytics.compile_schema(
        p_argument, format('%I.value', v_alias),
        format('%s || ''/'' || analytics.escape_pointer(%I.key)', p_pointer, v_alias), p_root, p_at
    );
    return row(
        format('not exists (select from %s where not %s)', v_rest, v_part.condition),
        format(
            'select r.* from %s cross join lateral (%s) as r', v_rest,
            v_part.reasons
        )
    );
end;
$$;

comment on function analytics.compile_additional(jsonb, jsonb, text, text, jsonb, text) is
'Compile the keyword additionalProperties.';
revoke all on function analytics.compile_additional(jsonb, jsonb, text, text, jsonb, text)
from public;
