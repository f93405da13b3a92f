create or replace function analytics.compile_items(
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
    v_alias text := 'i' || length(p_at);
    v_part analytics.compiled_schema;
    v_items text;
begin
    if p_keyword = 'prefixItems' then
        return (
            select row(
                coalesce(string_agg((c.part).condition, ' and ' order by c.n), 'true'),
                coalesce(
                    string_agg((c.part).reasons, ' union all ' order by c.n),
                    analytics.no_reasons()
                )
            )::analytics.compiled_schema
            from (
                select
                    e.n,
                    analytics.compile_schema(
                        e.schema,
                        format(
                            '(case jsonb_typeof(%1$s) when ''array'' then %1$s -> %2$s end)',
                            p_value, e.n - 1
                        ),
                        format('%s || ''/%s''', p_pointer, e.n - 1), p_root,
                        format('%s/%s', p_at, e.n - 1)
                    ) as part
                from jsonb_array_elements(p_argument) with ordinality as e (schema, n)
            ) as c
        );
    end if;
    v_items := format(
        'jsonb_array_elements(case jsonb_typeof(%1$s) when ''array'' then %1$s else ''[]'' end)'
        ' with ordinality as %2$I (value, n)', p_value, v_alias
    );
    v_part := analytics.compile_schema(
        p_argument, format('%I.value', v_alias),
        format('%s || ''/'' || (%I.n - 1)', p_pointer, v_alias), p_root, p_at
    );
    return row(
        format(
            'not exists (select from %s where %I.n > %s and not %s)', v_items, v_alias,
            jsonb_array_length(coalesce(p_schema -> 'prefixItems', '[]')), v_part.condition
        ),
        format(
            'select r.* from %s cross join lateral (%s) as r where %I.n > %s', v_items,
            v_part.reasons, v_alias, jsonb_array_length(coalesce(p_schema -> 'prefixItems', '[]'))
        )
    );
end;
$$;

comment on function analytics.compile_items(text, jsonb, jsonb, text, text, jsonb, text) is
'Compile the keywords items and prefixItems.';
revoke all on function analytics.compile_items(text, jsonb, jsonb, text, text, jsonb, text)
from public;
