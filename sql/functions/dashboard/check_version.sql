create or replace function analytics.check_version(p_version integer, p_current integer)
returns void
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    if p_version is distinct from p_current then
        raise exception using
            errcode = 'ZA304',
            message = 'the dashboard has changed since it was read',
            hint = 'read it again, and send its version';
    end if;
end;
$$;

comment on function analytics.check_version(integer, integer) is
'Raises ZA304 where a change was made from another version than the current one.';
revoke all on function analytics.check_version(integer, integer) from public;
grant execute on function analytics.check_version(integer, integer) to analytics_definer;
