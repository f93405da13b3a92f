create or replace function analytics.compile_shortcut(
    p_schema jsonb,
    p_value text,
    p_root jsonb
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        '(case jsonb_typeof(%1$s) when ''object'' then %1$s - %2$L::text[] = ''{}'''
        ' and %1$s ?& %3$L%4$s else false end)', p_value,
        array_agg(p.key order by p.key),
        array(select jsonb_array_elements_text(p_schema -> 'required')),
        string_agg(
            e'\n                and ' || coalesce(
                '(' || analytics.compile_plain_property(p.value, p_value, p.key) || ')',
                (analytics.compile_schema(
                    p.value, format('(%s -> %L)', p_value, p.key), '''''::text', p_root
                )).condition
            ),
            '' order by p.key
        )
    )
    from jsonb_each(p_schema -> 'properties') as p
    where p_schema @> '{"type": "object", "additionalProperties": false}'
        and p_schema - '{
            type,properties,required,additionalProperties,$schema,$id,$comment,$defs,title,
            description,default,examples
        }'::text[] = '{}'
    having count(*) > 0
$$;

comment on function analytics.compile_shortcut(jsonb, text, jsonb) is
'SQL text of a condition that costs little, and that only objects meet which the schema accepts, if
perhaps not all of these. Null where the schema says more than which properties there are.';
revoke all on function analytics.compile_shortcut(jsonb, text, jsonb) from public;
