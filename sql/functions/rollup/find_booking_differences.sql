create or replace function analytics.find_booking_differences(p_vendor_id uuid)
returns table (what text, item jsonb, expected jsonb, got jsonb)
language sql
stable
security invoker
set search_path = ''
as $$
    with events as (
        select
            e.event_data ->> 'bookingId' as booking_id, count(*) as change_count,
            min(e."timestamp") filter (where e.event_type = 'booking.confirmed') as booked_at
        from public.analytics_events as e
        where e.vendor_id = p_vendor_id
            and e.event_type = any(analytics.list_booking_types())
        group by 1
    ), detached as (
        select h.booking_id
        from analytics.booking_history as h
        cross join analytics.event_window as w
        where h.vendor_id = p_vendor_id and h.occurred_at < w.from_at
    ), kept as (
        select b.booking_id, b.change_count, b.booked_at
        from analytics.current_bookings as b
        where b.vendor_id = p_vendor_id
    )
    select
        'booking',
        jsonb_build_object('bookingId', booking_id),
        jsonb_build_array(e.change_count, e.booked_at),
        jsonb_build_array(k.change_count, k.booked_at)
    from events as e
    full join kept as k using (booking_id)
    where (e.change_count, e.booked_at) is distinct from (k.change_count, k.booked_at)
        -- Of a booking with events in detached partitions the facts know more than the events.
        and booking_id not in (select d.booking_id from detached as d)
$$;

comment on function analytics.find_booking_differences(uuid) is
'Bookings of a vendor whose facts do not rest on exactly the events there are; values are [number of
events, first confirmation].';
revoke all on function analytics.find_booking_differences(uuid) from public;
