create or replace function analytics.store_login(p_login_name text, p_vendor_ids uuid[])
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    -- Bound, the service would act as these vendors for everybody.
    if not exists (
        select from pg_catalog.pg_roles as r
        where r.rolname = p_login_name
            and not pg_has_role(r.oid, 'analytics_api_user', 'member')
            and not pg_has_role(r.oid, 'analytics_owner', 'member')
            and not pg_has_role(r.oid, 'analytics_definer', 'member')
    ) then
        raise exception using
            errcode = 'ZA148',
            message = 'there is no such login, or it is that of the service or a DBA',
            detail = format('login=%s', p_login_name),
            hint = 'create role … login in role analytics_reader',
            column = 'login';
    end if;
    delete from analytics.login_vendors as l
    where l.login_name = p_login_name and l.vendor_id <> all (p_vendor_ids);
    insert into analytics.login_vendors (vendor_id, login_name)
    select distinct u.vendor_id, p_login_name
    from unnest(p_vendor_ids) as u (vendor_id)
    order by 1
    on conflict do nothing;
end;
$$;

comment on function analytics.store_login(text, uuid[]) is
'Bind a login to vendors. Runs as the owner of the table; whoever calls it has checked the caller.
Raises ZA148 (no such login, or one that may do more).';
revoke all on function analytics.store_login(text, uuid[]) from public;
grant execute on function analytics.store_login(text, uuid[]) to analytics_definer;
