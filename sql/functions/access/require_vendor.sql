create or replace function analytics.require_vendor(p_vendor_id jsonb, p_as_owner boolean)
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_vendors jsonb;
    v_vendor_id uuid;
begin
    if jsonb_typeof(p_vendor_id) <> 'string' or p_vendor_id = '"all"' then
        raise exception using
            errcode = 'ZA175',
            message = 'this is done for one vendor at a time',
            detail = '[{"pointer": "/vendorId", "detail": "vendorId is one id"}]',
            column = 'vendorId';
    end if;
    v_vendors := analytics.resolve_vendors(p_vendor_id);
    v_vendor_id := (v_vendors #>> '{0,vendorId}')::uuid;
    if p_as_owner and not analytics.is_vendor_owner(v_vendor_id) then
        raise exception using
            errcode = 'ZA403',
            message = 'this takes an owner of the vendor',
            hint = 'use a token with app_metadata.vendor_role owner or admin',
            column = 'vendorId';
    end if;
    return v_vendor_id;
end;
$$;

comment on function analytics.require_vendor(jsonb, boolean) is
'The one vendor that a request means, null for the only one of the caller. Raises ZA110, ZA127,
ZA175 (not one), ZA201 (no such vendor, or not yours), and ZA403 where the caller must own it.';
revoke all on function analytics.require_vendor(jsonb, boolean) from public;
grant execute on function analytics.require_vendor(jsonb, boolean) to analytics_definer;
