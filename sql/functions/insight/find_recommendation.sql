create or replace function analytics.find_recommendation(p_id uuid, p_scope text)
returns analytics.recommendations
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_found analytics.recommendations;
begin
    -- Also where there is none, and the query does not come to ask.
    perform analytics.require_scope(p_scope);
    select r.* into v_found
    from analytics.recommendations as r
    where r.id = p_id and (
        analytics.is_platform_admin() or r.vendor_id = any(analytics.current_vendor_ids())
    );
    if v_found.id is null then
        raise exception using
            errcode = 'ZA230',
            message = 'there is no such recommendation',
            hint = 'analytics_api.list_recommendations names yours';
    end if;
    if p_scope = 'admin' then
        perform analytics.require_vendor_owner(v_found.vendor_id);
    end if;
    return v_found;
end;
$$;

comment on function analytics.find_recommendation(uuid, text) is
'A recommendation for a vendor of the caller, who needs the scope, and for admin to own the vendor.
Raises ZA230 for any other, alike, ZA403 (not the owner), ZA407 (a key without the scope).';
revoke all on function analytics.find_recommendation(uuid, text) from public;
grant execute on function analytics.find_recommendation(uuid, text) to analytics_definer;
