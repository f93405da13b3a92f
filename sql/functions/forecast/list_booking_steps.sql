create or replace function analytics.list_booking_steps(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date
)
returns table (
    month_number integer,
    known_step integer,
    gone_step integer,
    booking_count bigint,
    saturday_count bigint
)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        analytics.month_number(b.event_on), analytics.months_between(b.booked_on, p_today),
        analytics.months_between(b.gone_on, p_today), count(*),
        count(*) filter (where extract(isodow from b.event_on) = 6)
    from (
        select
            case p_date_basis when 'wedding' then c.wedding_on
                else (c.booked_at at time zone c.time_zone)::date end as event_on,
            (c.booked_at at time zone c.time_zone)::date as booked_on,
            -- That a booking was made stays true when it is cancelled; the wedding is not held.
            case when p_date_basis = 'wedding' and c.is_cancelled
                then (c.cancelled_at at time zone c.time_zone)::date end as gone_on
        from analytics.current_bookings as c
        where c.vendor_id = p_vendor_id
    ) as b
    where b.event_on is not null and b.booked_on <= p_today
    group by 1, 2, 3
$$;

comment on function analytics.list_booking_steps(uuid, text, date) is
'Bookings of a vendor by month (of the wedding, or in which they were made), by how many months
before today they were made, and how many before today they were cancelled (null or negative: not
yet). So what was known on any such day is a sum. Days are the vendor''s.';
revoke all on function analytics.list_booking_steps(uuid, text, date) from public;
grant execute on function analytics.list_booking_steps(uuid, text, date) to analytics_definer;
