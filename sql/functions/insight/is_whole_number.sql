create or replace function analytics.is_whole_number(
    p_value jsonb,
    p_least integer,
    p_most integer
)
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case when jsonb_typeof(p_value) = 'number'
        then (p_value #>> '{}')::numeric % 1 = 0
            and (p_value #>> '{}')::numeric between p_least and p_most
        else false end
$$;

comment on function analytics.is_whole_number(jsonb, integer, integer) is
'Whether a JSON value is a whole number between these two; 4.0 is one.';
revoke all on function analytics.is_whole_number(jsonb, integer, integer) from public;
grant execute on function analytics.is_whole_number(jsonb, integer, integer) to analytics_definer;
