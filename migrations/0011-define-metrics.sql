set local role analytics_owner;

insert into analytics.metric_definitions (
    metric_name, title, description,
    source, unit, date_basis, default_aggregation,
    event_types, value_field, condition_field, distinct_field,
    numerator_metric, denominator_metric, dimensions
)
values
(
    'inquiries', 'Inquiries',
    'Inquiries received.',
    'events', 'count', 'occurred', 'count',
    '{inquiry.received}', null, null, null, null, null,
    '{channel,style,venue_type}'
),
(
    'bookings', 'Bookings',
    'Bookings confirmed, whatever became of them.',
    'events', 'count', 'booked', 'count',
    '{booking.confirmed}', null, null, null, null, null,
    '{channel,style,venue_type}'
),
(
    'booking_value', 'Booking value',
    'Value of bookings as confirmed, whatever became of them.',
    'events', 'money', 'booked', 'sum',
    '{booking.confirmed}', 'value', null, null, null, null,
    '{channel,style,venue_type}'
),
(
    'cancellations', 'Cancellations',
    'Bookings cancelled.',
    'events', 'count', 'occurred', 'count',
    '{booking.cancelled}', null, null, null, null, null,
    '{reason}'
),
(
    'completed_bookings', 'Completed bookings',
    'Weddings that the vendor completed.',
    'events', 'count', 'occurred', 'count',
    '{booking.completed}', null, null, null, null, null,
    '{}'
),
(
    'revenue', 'Revenue',
    'Payments received; refunds are not subtracted.',
    'events', 'money', 'paid', 'sum',
    '{payment.received}', 'amount', null, null, null, null,
    '{method,purpose}'
),
(
    'refunds', 'Refunds',
    'Payments returned.',
    'events', 'money', 'paid', 'sum',
    '{payment.refunded}', 'amount', null, null, null, null,
    '{method,purpose}'
),
(
    'messages', 'Messages',
    'Messages between vendor and clients.',
    'events', 'count', 'occurred', 'count',
    '{message.sent}', null, null, null, null, null,
    '{channel,direction}'
),
(
    'response_minutes', 'Response time',
    'Minutes between a message and its answer.',
    'events', 'minutes', 'occurred', 'average',
    '{message.sent}', 'response_minutes', null, null, null, null,
    '{channel,direction}'
),
(
    'reviews', 'Reviews',
    'Reviews received.',
    'events', 'count', 'occurred', 'count',
    '{review.received}', null, null, null, null, null,
    '{platform}'
),
(
    'satisfaction', 'Satisfaction',
    'Stars given in reviews, 1 to 5.',
    'events', 'rating', 'occurred', 'average',
    '{review.received}', 'rating', null, null, null, null,
    '{platform}'
),
(
    'page_views', 'Page views',
    'Pages looked at.',
    'events', 'count', 'occurred', 'count',
    '{page.viewed}', null, null, null, null, null,
    '{channel}'
),
(
    'weddings', 'Weddings',
    'Bookings that are not cancelled, by the day of the wedding.',
    'bookings', 'count', 'wedding', 'count',
    null, null, 'is_kept', null, null, null,
    '{}'
),
(
    'kept_revenue', 'Kept revenue',
    'Value of bookings that are not cancelled, by the day of the wedding.',
    'bookings', 'money', 'wedding', 'sum',
    null, 'value', 'is_kept', null, null, null,
    '{}'
),
(
    'lead_time_days', 'Lead time',
    'Days from booking to wedding, cancelled bookings included.',
    'bookings', 'days', 'booked', 'average',
    null, 'lead_days', null, null, null, null,
    '{}'
),
(
    'guests', 'Guests',
    'Guests of bookings that are not cancelled.',
    'bookings', 'guests', 'wedding', 'average',
    null, 'guest_count', 'is_kept', null, null, null,
    '{}'
),
(
    'cancelled_share', 'Cancelled share',
    'Share of bookings that were cancelled.',
    'bookings', 'share', 'booked', 'rate',
    null, null, 'is_cancelled', null, null, null,
    '{}'
),
(
    'repeat_client_rate', 'Repeat-client rate',
    'Percent of bookings by clients who had booked before.',
    'bookings', 'percent', 'booked', 'rate',
    null, null, 'is_repeat_client', null, null, null,
    '{}'
),
(
    'referral_rate', 'Referral rate',
    'Percent of bookings that another client referred.',
    'bookings', 'percent', 'booked', 'rate',
    null, null, 'is_referral', null, null, null,
    '{}'
),
(
    'paying_clients', 'Paying clients',
    'Different clients who paid.',
    'clients', 'count', 'paid', 'distinct',
    '{payment.received}', null, null, 'client_id', null, null,
    '{}'
),
(
    'returning_client_share', 'Returning clients',
    'Share of paying clients who paid at two or more different times.',
    'clients', 'share', 'paid', 'rate',
    '{payment.received}', null, null, 'client_id', null, null,
    '{}'
),
(
    'net_revenue', 'Net revenue',
    'Payments received less payments returned.',
    'difference', 'money', 'paid', 'sum',
    null, null, null, null, 'revenue', 'refunds',
    '{method,purpose}'
),
(
    'inquiry_conversion', 'Inquiry conversion',
    'Bookings confirmed for each inquiry of the same period.',
    'ratio', 'share', 'occurred', 'rate',
    null, null, null, null, 'bookings', 'inquiries',
    '{channel,style,venue_type}'
),
(
    'collected_share', 'Collected share',
    'Payments received for each unit of money booked in the same period.',
    'ratio', 'share', 'paid', 'rate',
    null, null, null, null, 'revenue', 'booking_value',
    '{}'
);
