create or replace function analytics.find_calendar_place(p_vendor_id uuid)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select p.place
    from analytics.vendor_profiles as v
    inner join analytics.calendar_places as p on p.place in (v.region, v.time_zone)
    where v.vendor_id = p_vendor_id
    order by p.place = v.region desc
    limit 1
$$;

comment on function analytics.find_calendar_place(uuid) is
'The place whose holidays a vendor has: its region or, where nothing is known of that, its time
zone; null where the calendar knows neither.';
revoke all on function analytics.find_calendar_place(uuid) from public;
grant execute on function analytics.find_calendar_place(uuid) to analytics_definer;
