-- Bookings of a hotel (Antonio, de Almeida & Nunes 2019, "Hotel booking demand datasets") as
-- bookings of vendors: each travel agent of the hotel is one, and so are the bookings without an
-- agent. The arrival stands for the wedding. Each row makes two events: the confirmation, and the
-- cancellation or completion.
--
--   wedsync import hotel_bookings.csv.gz --map examples/imports/hotel_bookings.sql \
--       --create-vendors --time-zone Europe/Lisbon --currency EUR --vendor-type venue
with answer as materialized (
    select
        r.*,
        coalesce(
            nullif(substring(r.agent from '^(.*?)(\.0+)?$'), 'NULL'), 'none'
        ) as agent_name,
        concat_ws(
            '-', r.arrival_date_year, r.arrival_date_month, r.arrival_date_day_of_month
        ) as arrival,
        analytics_api.try_number(r.lead_time) as lead_days,
        analytics_api.try_number(r.adr) * (
            analytics_api.try_number(r.stays_in_weekend_nights)
            + analytics_api.try_number(r.stays_in_week_nights)
        ) as total_rate,
        analytics_api.try_number(r.adults)
        + coalesce(analytics_api.try_number(r.children), 0)
        + coalesce(analytics_api.try_number(r.babies), 0) as guest_count,
        analytics_api.try_date(r.reservation_status_date) as status_on,
        case
            when r.is_canceled in ('0', '1') then r.is_canceled = '1'
            else lower(r.reservation_status) in ('canceled', 'no-show')
        end as is_cancelled
    from import_rows as r
),

booking as materialized (
    select
        a.*,
        analytics_api.try_date(a.arrival) as arrives_on,
        -- No booking is made more than ten years ahead: anything else is no lead time.
        analytics_api.try_date(a.arrival)
        - case when a.lead_days between 0 and 3660 then a.lead_days::integer end as booked_on,
        -- Row numbers begin anew in each file, so the arrival is part of the id.
        concat(coalesce(analytics_api.try_date(a.arrival)::text, a.arrival), '/', a.row_number)
            as booking_id,
        concat(lower(a.hotel), ' agent ', a.agent_name) as vendor_key
    from answer as a
)

select
    jsonb_strip_nulls(jsonb_build_object(
        'id', analytics_api.stable_uuid(
            concat_ws(' ', b.vendor_key, b.booking_id, e.event_type)
        ),
        'vendorId', analytics_api.stable_uuid(b.vendor_key),
        'vendorName', case b.agent_name
            when 'none' then b.hotel || ', no agent'
            else b.hotel || ', agent ' || b.agent_name
        end,
        'sourceSystem', 'hotel-bookings',
        'eventType', e.event_type,
        -- What cannot be read goes on as it is: its event is rejected, and the reason shows it.
        'timestamp', coalesce(
            to_jsonb((e.happened_on + e.happened_at) at time zone 'Europe/Lisbon'),
            to_jsonb(e.happened_on_text)
        ),
        'eventData', e.event_data
    )) as event
from booking as b
-- A booking may be cancelled, or end, on the day it was made: never before it was made.
cross join lateral (
    values
    (
        'booking.confirmed', b.booked_on, time '10:00',
        format('%s, %s days ahead', b.arrival, b.lead_time),
        jsonb_build_object(
            'bookingId', b.booking_id,
            'weddingDate', coalesce(b.arrives_on::text, b.arrival),
            'value', coalesce(
                trim_scale(round(b.total_rate, 6))::text,
                format('%s × %s + %s', b.adr, b.stays_in_weekend_nights, b.stays_in_week_nights)
            ),
            'currency', 'EUR',
            'venueType', lower(b.hotel),
            'channel', b.distribution_channel,
            'referrer', b.market_segment,
            'guestCount', round(b.guest_count),
            'isRepeatClient', case b.is_repeated_guest when '1' then true when '0' then false end
        )
    ),
    (
        case when b.is_cancelled then 'booking.cancelled' else 'booking.completed' end,
        case when b.status_on is not null then greatest(b.status_on, b.booked_on) end,
        time '18:00', b.reservation_status_date,
        jsonb_build_object(
            'bookingId', b.booking_id,
            'reason', case when b.is_cancelled then lower(b.reservation_status) end
        )
    )
) as e (event_type, happened_on, happened_at, happened_on_text, event_data);
