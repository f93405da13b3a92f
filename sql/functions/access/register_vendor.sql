create or replace function analytics.register_vendor(
    p_vendor_id uuid,
    p_settings jsonb default '{}'
)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_is_new boolean;
begin
    insert into public.user_profiles (id) values (p_vendor_id) on conflict do nothing;
    v_is_new := found;
    insert into analytics.vendor_settings (
        vendor_id, display_name, time_zone, currency, vendor_type, region, price_band,
        capacity_per_day_count, week_start_day
    )
    values (
        p_vendor_id, p_settings ->> 'displayName',
        coalesce(p_settings ->> 'timeZone', 'UTC'), coalesce(p_settings ->> 'currency', 'EUR'),
        p_settings ->> 'vendorType', p_settings ->> 'region', p_settings ->> 'priceBand',
        (p_settings ->> 'capacityPerDay')::integer,
        coalesce((p_settings ->> 'weekStartDay')::integer, 1)
    )
    on conflict (vendor_id) do nothing;
    return v_is_new;
end;
$$;

comment on function analytics.register_vendor(uuid, jsonb) is
'Add a vendor to user_profiles and its settings {displayName, timeZone, currency, vendorType,
region, priceBand, capacityPerDay, weekStartDay}; one that exists keeps what it has. Returns whether
it is new. Raises ZA103 (time zone).';
revoke all on function analytics.register_vendor(uuid, jsonb) from public;
grant execute on function analytics.register_vendor(uuid, jsonb) to analytics_definer;
