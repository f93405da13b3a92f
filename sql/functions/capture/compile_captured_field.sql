create or replace function analytics.compile_captured_field(
    p_table regclass,
    p_field text,
    p_source jsonb,
    p_property jsonb,
    p_time_zone text
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_column record;
begin
    if jsonb_typeof(p_source) = 'object' then
        perform analytics.check_field_type(
            p_field,
            case jsonb_typeof(p_source -> 'value')
                when 'number' then array['number', 'integer']
                else array[jsonb_typeof(p_source -> 'value')]
            end,
            'a constant', p_property
        );
        return format('%L::jsonb', p_source -> 'value');
    end if;
    select c.* into strict v_column
    from analytics.find_host_column(p_table, p_source #>> '{}', 'fields.' || p_field) as c;
    perform analytics.check_field_type(
        p_field, analytics.list_json_types(v_column.type_name, v_column.category),
        v_column.type_name, p_property
    );
    return format(
        case
            when v_column.type_name = 'money' then 'n.%I::numeric'
            when v_column.type_name = 'timestamp without time zone' then 'n.%I at time zone %L'
            when v_column.category in ('B', 'D', 'A')
                or v_column.type_name in ('json', 'jsonb') then 'n.%I'
            when v_column.category = 'N' and not coalesce(p_property -> 'type' = '"string"', false)
                then 'n.%I'
            else replace(
                analytics.compile_captured_text(
                    format('n.%I', v_column.column_name), v_column.type_name, v_column.category
                ),
                '%', '%%'
            )
        end,
        v_column.column_name, p_time_zone
    );
end;
$$;

comment on function analytics.compile_captured_field(regclass, text, jsonb, jsonb, text) is
'SQL of the value of a field of an event, from row n of the host: of a column, or a constant
{value}. Raises ZA162, ZA163.';
revoke all on function analytics.compile_captured_field(regclass, text, jsonb, jsonb, text)
from public;
