create or replace function analytics.read_setting(p_name text)
returns text
-- In PL/pgSQL, which keeps its plan.
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return nullif(current_setting(p_name, true), '');
end;
$$;

comment on function analytics.read_setting(text) is
'Value of a setting of this session or transaction; null where it is not set.';
revoke all on function analytics.read_setting(text) from public;
grant execute on function analytics.read_setting(text) to analytics_definer;
