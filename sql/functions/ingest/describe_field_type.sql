create or replace function analytics.describe_field_type(p_schema jsonb)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select concat_ws(
        ', ',
        coalesce(
            p_schema ->> 'format',
            case jsonb_typeof(p_schema -> 'type')
                when 'array' then (
                    select string_agg(t, ' or ')
                    from jsonb_array_elements_text(p_schema -> 'type') as t
                )
                else p_schema ->> 'type'
            end
        ),
        (
            select string_agg(format('`%s`', e), ', ')
            from jsonb_array_elements_text(p_schema -> 'enum') as e
        ),
        case when p_schema ? 'minimum' or p_schema ? 'maximum' then concat(
            p_schema ->> 'minimum', ' to ', coalesce(p_schema ->> 'maximum', '∞')
        ) end,
        'in ' || (p_schema ->> 'x-unit')
    )
$$;

comment on function analytics.describe_field_type(jsonb) is
'Type, format, values, range and unit (x-unit) of a field, in a few words.';
revoke all on function analytics.describe_field_type(jsonb) from public;
