create or replace function analytics.check_schema_node(p_schema jsonb, p_at text)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_keyword text;
    v_shape text;
begin
    if jsonb_typeof(p_schema) is distinct from 'object' then
        perform analytics.refuse_schema('ZA105', p_at, 'a schema is an object or a boolean');
    end if;
    if length(p_at) - length(replace(p_at, '/', '')) > 40 then
        perform analytics.refuse_schema('ZA104', p_at, 'schemas that refer to themselves');
    end if;
    for v_keyword in select k from jsonb_object_keys(p_schema) as k order by k loop
        v_shape := analytics.keyword_shape(v_keyword);
        -- A name for the whole document changes nothing; one below it changes what references mean.
        if v_shape is null or v_keyword = '$id' and p_at <> '#' then
            perform analytics.refuse_schema(
                'ZA104', p_at || '/' || v_keyword, format('the keyword %s', v_keyword)
            );
        elsif not analytics.has_shape(p_schema -> v_keyword, v_shape) then
            perform analytics.refuse_schema(
                'ZA105', p_at || '/' || v_keyword, format('%s takes %s', v_keyword, v_shape)
            );
        end if;
    end loop;
end;
$$;

comment on function analytics.check_schema_node(jsonb, text) is
'Raises ZA104 where a schema holds a keyword that is not supported, ZA105 where one has an argument
of the wrong shape. Looks at this node only, not below it.';
revoke all on function analytics.check_schema_node(jsonb, text) from public;
