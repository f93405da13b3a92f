create or replace function analytics.list_saturday_use(
    p_vendor_id uuid,
    p_from date,
    p_until date
)
returns table (
    saturday date, wedding_count bigint, capacity integer, total numeric, is_sold_out boolean
)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        d.day::date, count(b.booking_id), v.capacity_per_day_count,
        coalesce(sum(b."value") filter (where b.currency = v.currency), 0),
        count(b.booking_id) >= v.capacity_per_day_count
    from analytics.vendor_profiles as v
    -- Without a time zone: the session's own may leave a midnight out.
    cross join generate_series(p_from::timestamp, p_until - 1, interval '1 day') as d (day)
    left join analytics.current_bookings as b on b.vendor_id = v.vendor_id
        and b.wedding_on = d.day::date and b.is_kept
    where v.vendor_id = p_vendor_id and extract(isodow from d.day) = 6
        and v.capacity_per_day_count is not null
    group by d.day, v.capacity_per_day_count
$$;

comment on function analytics.list_saturday_use(uuid, date, date) is
'How full each Saturday of a period was (p_until is not in it), and what its weddings were worth in
the currency of the vendor. None where the vendor has no capacity.';
revoke all on function analytics.list_saturday_use(uuid, date, date) from public;
grant execute on function analytics.list_saturday_use(uuid, date, date) to analytics_definer;
