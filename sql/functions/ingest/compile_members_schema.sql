create or replace function analytics.compile_members_schema(
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
    v_alias text := 'm' || length(p_at);
    v_members text := format(
        'jsonb_each(case jsonb_typeof(%1$s) when ''object'' then %1$s else ''{}'' end)'
        ' as %2$I (key, value)', p_value, v_alias
    );
    v_at_member text := format(
        '%s || ''/'' || analytics.escape_pointer(%I.key)', p_pointer, v_alias
    );
    v_key text;
    v_schema jsonb;
    v_part analytics.compiled_schema;
    v_filter text;
    v_conditions text[] := array[]::text[];
    v_reasons text[] := array[]::text[];
begin
    for v_key, v_schema in
        select a.key, a.value
        from jsonb_each(case p_keyword
            when 'propertyNames' then jsonb_build_object('', p_argument) else p_argument
        end) as a
        order by a.key
    loop
        v_part := analytics.compile_schema(
            v_schema,
            case p_keyword
                when 'patternProperties' then format('%I.value', v_alias)
                when 'propertyNames' then format('to_jsonb(%I.key)', v_alias)
                else p_value
            end,
            case p_keyword when 'dependentSchemas' then p_pointer else v_at_member end,
            p_root, p_at || '/' || analytics.escape_pointer(v_key)
        );
        if p_keyword = 'dependentSchemas' then
            v_filter := format(
                'case jsonb_typeof(%1$s) when ''object'' then %1$s ? %2$L else false end',
                p_value, v_key
            );
            v_conditions := v_conditions || format(
                'case when %s then %s else true end', v_filter, v_part.condition
            );
            v_reasons := v_reasons || format(
                'select r.* from (%s) as r where %s', v_part.reasons, v_filter
            );
        else
            v_filter := case p_keyword
                when 'propertyNames' then 'true'
                else analytics.compile_pattern(
                    'pattern', to_jsonb(v_key), format('%I.key', v_alias), p_at
                )
            end;
            v_conditions := v_conditions || format(
                'not exists (select from %s where %s and not %s)', v_members, v_filter,
                v_part.condition
            );
            v_reasons := v_reasons || format(
                'select r.* from %s cross join lateral (%s) as r where %s', v_members,
                v_part.reasons, v_filter
            );
        end if;
    end loop;
    return row(
        coalesce(nullif(array_to_string(v_conditions, ' and '), ''), 'true'),
        coalesce(nullif(array_to_string(v_reasons, ' union all '), ''), analytics.no_reasons())
    );
end;
$$;

comment on function analytics.compile_members_schema(text, jsonb, text, text, jsonb, text) is
'Compile patternProperties, propertyNames and dependentSchemas: schemas for members by their
names.';
revoke all on function analytics.compile_members_schema(text, jsonb, text, text, jsonb, text)
from public;
