create or replace function analytics.compile_properties(
    p_properties jsonb,
    p_value text,
    p_pointer text,
    p_root jsonb,
    p_at text
)
returns analytics.compiled_schema
language sql
immutable
security invoker
set search_path = ''
as $$
    select row(
        -- Most properties are optional and absent: that is seen at once.
        coalesce(
            string_agg(
                format('(%s is null or %s)', c.property, (c.part).condition), ' and ' order by c.key
            ),
            'true'
        ),
        coalesce(
            string_agg((c.part).reasons, ' union all ' order by c.key),
            analytics.no_reasons()
        )
    )::analytics.compiled_schema
    from (
        select
            p.key,
            v.property,
            analytics.compile_schema(
                p.value,
                v.property,
                format('%s || %L', p_pointer, '/' || analytics.escape_pointer(p.key)),
                p_root, p_at || '/' || analytics.escape_pointer(p.key)
            ) as part
        from jsonb_each(p_properties) as p
        -- A property of something else than an object is not there.
        cross join lateral (select format('(%s -> %L)', p_value, p.key)) as v (property)
    ) as c
$$;

comment on function analytics.compile_properties(jsonb, text, text, jsonb, text) is
'Compile the keyword properties.';
revoke all on function analytics.compile_properties(jsonb, text, text, jsonb, text) from public;
