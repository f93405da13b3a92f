create or replace view analytics.pending_bookings with (security_invoker = true) as
select
    m.vendor_id,
    m.booking_id,
    m.merged ->> 'clientId' as client_id,
    m.status,
    m.booked_at,
    (m.merged ->> 'weddingDate')::date as wedding_on,
    (m.merged ->> 'value')::numeric as "value",
    coalesce(m.merged ->> 'currency', v.currency) as currency,
    m.merged ->> 'style' as style,
    m.merged ->> 'venueType' as venue_type,
    m.merged ->> 'channel' as channel,
    m.merged ->> 'referrer' as referrer,
    (m.merged ->> 'guestCount')::numeric::integer as guest_count,
    (m.merged ->> 'isRepeatClient')::boolean as is_repeat_client,
    (m.merged ->> 'isReferral')::boolean as is_referral,
    m.cancelled_at,
    m.completed_at,
    m.merged ->> 'reason' as cancel_reason,
    m.change_count
from (
    select
        c.vendor_id,
        c.booking_id,
        analytics.jsonb_merge_agg(
            c.event_data order by c.occurred_at, c.status_rank, c.event_id
        ) as merged,
        (array_agg(
            c.status order by c.occurred_at desc, c.status_rank desc
        ) filter (where c.status is not null))[1] as status,
        min(c.occurred_at) filter (where c.status = 'confirmed') as booked_at,
        max(c.occurred_at) filter (where c.status = 'cancelled') as cancelled_at,
        max(c.occurred_at) filter (where c.status = 'completed') as completed_at,
        count(*) as change_count
    from analytics.pending_booking_events as c
    where not c.is_retraction
    group by c.vendor_id, c.booking_id
) as m
inner join analytics.vendor_profiles as v on m.vendor_id = v.vendor_id;

comment on view analytics.pending_bookings is
'State of each booking that has changes not yet folded, merged from all its events by their times,
so that the order in which they came in does not matter.';
grant select on analytics.pending_bookings to analytics_definer;
