create or replace function analytics.require_vendor(
    p_vendor_id jsonb,
    p_as_owner boolean,
    p_scope text default null
)
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
    v_vendors := analytics.resolve_vendors(
        p_vendor_id, coalesce(p_scope, case when p_as_owner then 'admin' else 'read' end)
    );
    v_vendor_id := (v_vendors #>> '{0,vendorId}')::uuid;
    if p_as_owner then
        perform analytics.require_vendor_owner(v_vendor_id);
    end if;
    return v_vendor_id;
end;
$$;

comment on function analytics.require_vendor(jsonb, boolean, text) is
'The one vendor that a request means, null for the only one of the caller. A key needs the scope
p_scope, by default admin where the caller must own the vendor, else read. Raises ZA110, ZA127,
ZA175 (not one), ZA201 (no such vendor, or not yours), ZA403 where the caller must own it, ZA407.';
revoke all on function analytics.require_vendor(jsonb, boolean, text) from public;
grant execute on function analytics.require_vendor(jsonb, boolean, text) to analytics_definer;
