create or replace function analytics.check_mapping_fields(p_mapping jsonb, p_schema jsonb)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_fields jsonb := p_mapping -> 'fields';
    v_field text;
begin
    select f.key into v_field
    from jsonb_each(v_fields) as f
    where jsonb_typeof(f.value) <> 'string' and not (
        jsonb_typeof(f.value) = 'object' and f.value ? 'value' and f.value - 'value' = '{}'
    )
    order by f.key
    limit 1;
    if found then
        perform analytics.refuse_mapping('fields.' || v_field, 'a column, or {"value": …}');
    elsif (select count(*) from jsonb_object_keys(v_fields)) not between 1 and 50 then
        perform analytics.refuse_mapping('fields', '1 to 50 fields');
    end if;
    select f.field, f.problem into v_field, p_mapping
    from (
        select k as field, to_jsonb('the type of event has no such field'::text) as problem
        from jsonb_object_keys(v_fields) as k
        where p_schema -> 'additionalProperties' = 'false'
            and not coalesce(p_schema -> 'properties' ? k, false)
        union all
        select r, to_jsonb('the type of event requires this field'::text)
        from jsonb_array_elements_text(coalesce(p_schema -> 'required', '[]')) as r
        where not v_fields ? r
    ) as f
    order by f.field
    limit 1;
    if found then
        raise exception using
            errcode = 'ZA164',
            message = format('fields.%s: %s', v_field, p_mapping #>> '{}'),
            hint = 'analytics_api.get_catalog() lists the types of events with their fields',
            column = 'fields.' || v_field;
    end if;
end;
$$;

comment on function analytics.check_mapping_fields(jsonb, jsonb) is
'Raises ZA161 for a field that is neither a column nor a constant, ZA164 for one that the type of
event does not have, or requires and the mapping lacks.';
revoke all on function analytics.check_mapping_fields(jsonb, jsonb) from public;
