create or replace function analytics.snake_case(p_name text)
returns text
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return lower(regexp_replace(p_name, '([a-z0-9])([A-Z])', '\1_\2', 'g'));
end;
$$;

comment on function analytics.snake_case(text) is
'The snake_case name of a field that may be written in camelCase: venueType → venue_type.';
revoke all on function analytics.snake_case(text) from public;
grant execute on function analytics.snake_case(text) to analytics_definer;
