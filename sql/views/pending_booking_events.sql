create or replace view analytics.pending_booking_events with (security_invoker = true) as
select
    e.vendor_id,
    e.booking_id,
    e.occurred_at,
    e.event_type,
    e.event_id,
    e.event_data,
    e.is_retraction,
    case e.event_type
        when 'booking.confirmed' then 'confirmed'
        when 'booking.cancelled' then 'cancelled'
        when 'booking.completed' then 'completed'
    end as status,
    -- Of events at the same instant the later stage of a booking wins.
    case e.event_type
        when 'booking.confirmed' then 1
        when 'booking.changed' then 2
        when 'booking.cancelled' then 3
        else 4
    end as status_rank
from (
    select distinct on (u.vendor_id, u.booking_id, u.occurred_at, u.event_type, u.event_id) u.*
    from (
        select
            h.vendor_id,
            h.booking_id,
            h.occurred_at,
            h.event_type,
            h.event_id,
            h.event_data,
            false as is_retraction,
            0::bigint as id
        from analytics.booking_history as h
        where
            exists (
                select from analytics.booking_changes as p
                where p.vendor_id = h.vendor_id and p.booking_id = h.booking_id
            )
        union all
        select
            c.vendor_id,
            c.booking_id,
            c.occurred_at,
            c.event_type,
            c.event_id,
            c.event_data,
            c.is_retraction,
            c.id
        from analytics.booking_changes as c
    ) as u
    -- What was said last of an event holds: it was added, or it was taken back.
    order by
        u.vendor_id asc,
        u.booking_id asc,
        u.occurred_at asc,
        u.event_type asc,
        u.event_id asc,
        u.id desc
) as e;

comment on view analytics.pending_booking_events is
'All events, folded or not, of the bookings that have changes not yet folded.';
grant select on analytics.pending_booking_events to analytics_definer;
