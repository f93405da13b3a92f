create or replace function analytics_api.register_vendors(
    p_vendor_ids uuid[],
    p_settings jsonb default '{}'
)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return (
        select count(*) filter (where analytics.register_vendor(v, p_settings))
        from unnest(p_vendor_ids) as v
    );
end;
$$;

comment on function analytics_api.register_vendors(uuid[], jsonb) is
'Add vendors that are not there yet, all with the same settings {displayName, timeZone, currency,
vendorType, region, priceBand, capacityPerDay, weekStartDay}; returns how many were new. For
platform administrators, where no host application keeps user_profiles. Raises ZA103, ZA403.';
revoke all on function analytics_api.register_vendors(uuid[], jsonb) from public;
grant execute on function analytics_api.register_vendors(uuid[], jsonb) to analytics_api_user;
