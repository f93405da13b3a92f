create or replace function analytics.compile_contains(
    p_argument jsonb,
    p_schema jsonb,
    p_value text,
    p_root jsonb,
    p_at text,
    p_pointer text
)
returns analytics.compiled_schema
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_alias text := 'c' || length(p_at);
    v_part analytics.compiled_schema := analytics.compile_schema(
        p_argument, format('%I.value', v_alias), p_pointer, p_root, p_at
    );
    v_bounds text[] := array[
        coalesce(p_schema ->> 'minContains', '1'),
        coalesce(p_schema ->> 'maxContains', '2147483647')
    ];
    v_condition text := format(
        'case jsonb_typeof(%1$s) when ''array'' then (select count(*) from'
        ' jsonb_array_elements(%1$s) as %2$I (value) where %3$s) between %4$s and %5$s'
        ' else true end', p_value, v_alias, v_part.condition, v_bounds[1], v_bounds[2]
    );
begin
    return row(
        v_condition,
        format(
            'select %s, ''contains'', to_jsonb(%L::text), %s where not %s', p_pointer,
            format('from %s to %s items that fit the schema', v_bounds[1],
                coalesce(p_schema ->> 'maxContains', 'any number of')),
            p_value, v_condition
        )
    );
end;
$$;

comment on function analytics.compile_contains(jsonb, jsonb, text, jsonb, text, text) is
'Compile the keyword contains with minContains and maxContains.';
revoke all on function analytics.compile_contains(jsonb, jsonb, text, jsonb, text, text)
from public;
