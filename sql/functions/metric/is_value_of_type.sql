create or replace function analytics.is_value_of_type(p_value jsonb, p_type text)
returns boolean
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return (
        select case p_type
            when 'string' then jsonb_typeof(p_value) = 'string'
            when 'boolean' then jsonb_typeof(p_value) = 'boolean'
            when 'number' then jsonb_typeof(p_value) = 'number'
                or jsonb_typeof(p_value) = 'string'
                and p_value #>> '{}' ~ '^-?[0-9]{1,15}(\.[0-9]{1,6})?$'
            when 'date' then jsonb_typeof(p_value) = 'string' and length(p_value #>> '{}') = 10
                and analytics.parse_time(p_value #>> '{}') is not null
            when 'time' then jsonb_typeof(p_value) = 'string'
                and coalesce(analytics.parse_time(p_value #>> '{}') ? 'at', false)
        end
    );
end;
$$;

comment on function analytics.is_value_of_type(jsonb, text) is
'Whether a JSON value can be compared with a field of this type. Numbers may be decimal strings,
dates are "2026-05-01", times have an offset.';
revoke all on function analytics.is_value_of_type(jsonb, text) from public;
grant execute on function analytics.is_value_of_type(jsonb, text) to analytics_definer;
