create or replace view analytics.current_bookings with (security_invoker = true) as
select
    b.*,
    v.time_zone,
    b.wedding_on - (b.booked_at at time zone v.time_zone)::date as lead_days,
    b.status in ('confirmed', 'completed') as is_kept,
    b.status = 'cancelled' as is_cancelled
from (
    select f.*
    from analytics.booking_facts as f
    where
        not exists (
            select from analytics.booking_changes as c
            where c.vendor_id = f.vendor_id and c.booking_id = f.booking_id
        )
    union all
    select p.*
    from analytics.pending_bookings as p
) as b
inner join analytics.vendor_profiles as v on b.vendor_id = v.vendor_id;

comment on view analytics.current_bookings is
'Each booking as it stands: the facts, and the changes not yet folded into them. lead_days are the
days from the vendor''s day of booking to the wedding. booked_at is null until it is confirmed.';
grant select on analytics.current_bookings to analytics_definer;
