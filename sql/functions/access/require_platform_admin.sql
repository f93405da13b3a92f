create or replace function analytics.require_platform_admin()
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if not analytics.is_platform_admin() then
        raise exception using
            errcode = 'ZA403',
            message = 'this takes a platform administrator',
            hint = 'use a token with app_metadata.platform_admin, or connect as DBA';
    end if;
end;
$$;

comment on function analytics.require_platform_admin() is
'Raises ZA403 unless the caller is a platform administrator or DBA.';
revoke all on function analytics.require_platform_admin() from public;
grant execute on function analytics.require_platform_admin() to analytics_definer;
