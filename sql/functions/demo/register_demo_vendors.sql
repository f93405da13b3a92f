create or replace function analytics_api.register_demo_vendors()
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
    select sum(analytics_api.register_vendors(array[v.vendor_id], jsonb_build_object(
        'displayName', v.display_name, 'vendorType', v.vendor_type, 'region', v.region,
        'priceBand', v.price_band, 'timeZone', v.time_zone, 'currency', v.currency,
        'capacityPerDay', v.capacity_per_day_count, 'weekStartDay', v.week_start_day
    )))::integer
    from analytics.list_demo_vendors() as v
$$;

comment on function analytics_api.register_demo_vendors() is
'Add the vendors of the demonstration; returns how many were new. For platform administrators.
Raises ZA403.';
revoke all on function analytics_api.register_demo_vendors() from public;
grant execute on function analytics_api.register_demo_vendors() to analytics_api_user;
