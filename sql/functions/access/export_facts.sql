create or replace function analytics.export_facts(
    p_vendor_id uuid,
    p_after jsonb,
    p_limit integer
)
returns table (line jsonb, key jsonb)
language sql
stable
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    select
        jsonb_build_object(
            'record', 'booking', 'vendorId', b.vendor_id, 'bookingId', b.booking_id,
            'clientId', b.client_id, 'status', b.status, 'bookedAt', b.booked_at,
            'weddingDate', b.wedding_on, 'value', b."value", 'currency', b.currency,
            'style', b.style, 'venueType', b.venue_type, 'channel', b.channel,
            'referrer', b.referrer, 'guestCount', b.guest_count,
            'isRepeatClient', b.is_repeat_client, 'isReferral', b.is_referral,
            'cancelledAt', b.cancelled_at, 'completedAt', b.completed_at
        ) || jsonb_build_object('cancelReason', b.cancel_reason, 'leadDays', b.lead_days),
        jsonb_build_array(b.booking_id)
    from analytics.current_bookings as b
    where b.vendor_id = p_vendor_id
        and b.booking_id collate "C" > coalesce(p_after ->> 0, '')
    order by b.booking_id collate "C"
    limit p_limit
$$;

comment on function analytics.export_facts(uuid, jsonb, integer) is
'Bookings of a vendor as they stand, after a key, in the order of their ids.';
revoke all on function analytics.export_facts(uuid, jsonb, integer) from public;
grant execute on function analytics.export_facts(uuid, jsonb, integer) to analytics_definer;
