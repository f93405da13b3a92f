create or replace function analytics.list_demo_booking_events(p_month date)
returns table (
    vendor_id uuid, key text, event_type text, occurred_at timestamptz, event_data jsonb
)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        c.vendor_id, c.key, e.event_type, date_trunc('second', e.occurred_at, 'UTC'), e.event_data
    from analytics.list_demo_couples(p_month) as c
    cross join lateral (
        select
            jsonb_build_object(
                'clientId', 'client ' || c.key, 'weddingDate', c.wedding_on, 'style', c.style,
                'venueType', c.venue_type, 'guestCount', c.guest_count, 'channel', c.channel,
                'currency', c.currency
            ) as wishes,
            jsonb_build_object('bookingId', 'booking ' || c.key) as booking,
            c.booked_at + ((c.wedding_on + time '12:00') at time zone c.time_zone - c.booked_at)
            * (0.1 + 0.8 * analytics.draw_share('changes when ' || c.key)) as changed_at
    ) as w
    cross join lateral (
        values
        (
            'inquiry.received', c.inquired_at, w.wishes || jsonb_build_object(
                'inquiryId', 'inquiry ' || c.key,
                'budget', round(c."value" * (
                    0.7 + 0.5 * analytics.draw_share('budget ' || c.key)::numeric
                ), -2)::text
            )
        ),
        (
            'booking.confirmed', c.booked_at, w.wishes || w.booking || jsonb_build_object(
                'value', c."value"::text, 'isRepeatClient', c.is_repeat_client,
                'isReferral', c.channel = 'referral'
            )
        ),
        (
            'booking.changed',
            case
                when analytics.draw_share('changes ' || c.key) < 0.15
                    and (c.cancelled_at is null or c.cancelled_at > w.changed_at)
                    then w.changed_at
            end,
            w.booking || jsonb_build_object(
                'guestCount',
                c.guest_count - 15 + floor(30 * analytics.draw_share('by ' || c.key))::integer
            )
        ),
        (
            'booking.cancelled', c.cancelled_at, w.booking || jsonb_build_object(
                'reason', (array['client', 'client', 'date_moved', 'vendor'])[
                    1 + floor(4 * analytics.draw_share('why ' || c.key))::integer
                ]
            )
        ),
        (
            'booking.completed',
            case
                when c.is_booked and c.cancelled_at is null
                    then (c.wedding_on + time '23:30') at time zone c.time_zone
            end,
            w.booking
        )
    ) as e (event_type, occurred_at, event_data)
    where e.occurred_at is not null
$$;

comment on function analytics.list_demo_booking_events(date) is
'Inquiries, and what becomes of bookings, of the couples of a month of the demonstration.';
revoke all on function analytics.list_demo_booking_events(date) from public;
