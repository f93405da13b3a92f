create or replace view analytics.vendor_profiles with (security_invoker = true) as
select
    p.id as vendor_id,
    s.display_name,
    coalesce(s.time_zone, 'UTC') as time_zone,
    coalesce(s.currency, 'EUR') as currency,
    coalesce(s.week_start_day, 1) as week_start_day,
    s.vendor_type,
    s.region,
    s.price_band,
    s.capacity_per_day_count
from public.user_profiles as p
left join analytics.vendor_settings as s on p.id = s.vendor_id;

comment on view analytics.vendor_profiles is
'Every vendor with its settings, the defaults where it has none.';
grant select on analytics.vendor_profiles to analytics_definer;
