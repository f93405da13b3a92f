create or replace function analytics.require_vendor_owner(p_vendor_id uuid)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if p_vendor_id is null
        or not exists (select from public.user_profiles as p where p.id = p_vendor_id)
        or not (
            analytics.is_platform_admin()
            or p_vendor_id = any (analytics.current_vendor_ids())
        ) then
        raise exception using
            errcode = 'ZA201',
            message = 'there is no such vendor, or it is not yours',
            detail = format('vendor_id=%s', p_vendor_id),
            column = 'vendorId';
    end if;
    if not analytics.is_vendor_owner(p_vendor_id) then
        raise exception using
            errcode = 'ZA403',
            message = 'this takes an owner of the vendor, or a platform administrator',
            hint = 'use a token with app_metadata.vendor_role owner or admin',
            column = 'vendorId';
    end if;
end;
$$;

comment on function analytics.require_vendor_owner(uuid) is
'Raises ZA201 where the caller does not have the vendor, ZA403 where the caller neither owns it nor
is a platform administrator.';
revoke all on function analytics.require_vendor_owner(uuid) from public;
grant execute on function analytics.require_vendor_owner(uuid) to analytics_definer;
