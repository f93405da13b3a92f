create or replace function analytics.resolve_ref(p_ref text, p_root jsonb, p_at text)
returns jsonb
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_target jsonb := p_root;
    v_step text;
begin
    if p_ref !~ '^#(/[^%]*)?$' then
        perform analytics.refuse_schema('ZA104', p_at, 'a reference to another document or anchor');
    end if;
    foreach v_step in array (string_to_array(substr(p_ref, 2), '/'))[2:] loop
        -- Below a name of its own a reference would mean something else.
        if v_target ? '$id' and v_target <> p_root then
            perform analytics.refuse_schema('ZA104', p_at, 'a reference into a named schema');
        end if;
        v_step := replace(replace(v_step, '~1', '/'), '~0', '~');
        v_target := case jsonb_typeof(v_target)
            when 'array' then v_target -> analytics.try_integer(v_step)
            else v_target -> v_step
        end;
    end loop;
    if v_target is null then
        perform analytics.refuse_schema('ZA105', p_at, format('%s leads nowhere', p_ref));
    end if;
    return case when v_target = p_root then v_target - '$assertsFormat' else v_target end;
end;
$$;

comment on function analytics.resolve_ref(text, jsonb, text) is
'The schema that a local reference (#/$defs/…) leads to. Raises ZA104 for references that leave the
schema, ZA105 for those that lead nowhere.';
revoke all on function analytics.resolve_ref(text, jsonb, text) from public;
