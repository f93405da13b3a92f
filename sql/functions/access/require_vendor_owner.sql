create or replace function analytics.require_vendor_owner(p_vendor_id uuid)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
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
'Raises ZA403 where the caller does not own the vendor; see analytics.is_vendor_owner.';
revoke all on function analytics.require_vendor_owner(uuid) from public;
grant execute on function analytics.require_vendor_owner(uuid) to analytics_definer;
