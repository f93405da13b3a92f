create or replace function analytics.check_field_type(
    p_field text,
    p_made_types text[],
    p_type_name text,
    p_property jsonb
)
returns void
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_types text[] := case jsonb_typeof(p_property -> 'type')
        when 'array' then array(select jsonb_array_elements_text(p_property -> 'type'))
        when 'string' then array[p_property ->> 'type']
    end;
    v_format text := p_property ->> 'format';
begin
    if not coalesce(v_types && p_made_types, true)
        or v_format = 'date' and p_type_name like 'timestamp%'
        or v_format = 'date-time' and p_type_name in ('date', 'time', 'interval')
    then
        raise exception using
            errcode = 'ZA163',
            message = format(
                'fields.%s: %s does not fit %s', p_field, p_type_name,
                coalesce(v_format, array_to_string(v_types, ' or '))
            ),
            hint = 'name another column, or add a generated column that converts it',
            column = 'fields.' || p_field;
    end if;
end;
$$;

comment on function analytics.check_field_type(text, text[], text, jsonb) is
'Raises ZA163 where a column that can be written as these JSON types never fits the schema of a
field.';
revoke all on function analytics.check_field_type(text, text[], text, jsonb) from public;
