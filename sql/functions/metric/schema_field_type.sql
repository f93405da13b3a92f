create or replace function analytics.schema_field_type(p_schema jsonb)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when t.types ? 'array' or t.types ? 'object' then null
        when t.types = '["boolean"]' then 'boolean'
        when t.types ?| '{number,integer}'
            and (not t.types ? 'string' or p_schema ->> 'pattern' ~ '^\^(-\?)?\[0-9\]')
            then 'number'
        when p_schema ->> 'format' = 'date' then 'date'
        when p_schema ->> 'format' = 'date-time' then 'time'
        else 'string'
    end
    from (
        select coalesce(
            case when jsonb_typeof(p_schema -> 'type') = 'array'
                then p_schema -> 'type' else jsonb_build_array(p_schema -> 'type') end,
            '[]'
        ) - 'null' as types
    ) as t
$$;

comment on function analytics.schema_field_type(jsonb) is
'Type by which a field of event data is compared: string, number, boolean, date or time; null for
arrays and objects. An amount, a number or a decimal string, is a number.';
revoke all on function analytics.schema_field_type(jsonb) from public;
grant execute on function analytics.schema_field_type(jsonb) to analytics_definer;
