begin;
\ir ../setup.psql
select plan(5);

-- The example of the documentation, as it stands: nine tables, thirteen mappings, one day.
\ir ../../../examples/host-tables.sql

create temp table captured as
select e.* from public.analytics_events as e
where e.vendor_id = '00000000-0000-4000-8000-0000000000ee';
select results_eq(
    $$ select event_type::text, event_data from captured order by 1, event_data ->> 'channel' $$,
    $$
    values
    ('booking.cancelled', '{"bookingId": "1", "reason": "weather"}'::jsonb),
    ('booking.changed', '{"bookingId": "1", "value": 3450.00, "guestCount": 105}'),
    (
        'booking.confirmed',
        '{"bookingId": "1", "clientId": "1", "weddingDate": "2027-06-19", "value": 3200.00,
          "currency": "EUR", "guestCount": 90, "style": "boho"}'
    ),
    ('example.form_submitted', (
        select event_data from captured where event_type = 'example.form_submitted'
            and event_data @> '{"form": "contact", "answers": {"guests": 90, "wish": null}}'
    )),
    (
        'example.journey_step_completed',
        '{"journeyId": "00000000-0000-4000-8000-00000000000a", "step": 1}'
    ),
    ('example.notification_sent', '{"notificationId": "1", "channel": "push"}'),
    (
        'inquiry.received',
        '{"inquiryId": "1", "weddingDate": "2027-06-19", "style": "boho", "guestCount": 90,
          "channel": "instagram"}'
    ),
    (
        'message.sent',
        '{"messageId": "1", "clientId": "1", "direction": "inbound", "channel": "chat"}'
    ),
    (
        'message.sent',
        '{"messageId": "<1@example.com>", "direction": "outbound", "channel": "email"}'
    ),
    (
        'payment.received',
        '{"paymentId": "1", "bookingId": "1", "amount": 960.00, "method": "card",
          "currency": "EUR"}'
    ),
    ('payment.refunded', '{"paymentId": "1", "bookingId": "1", "amount": 960.00}'),
    ('review.received', '{"reviewId": "1", "rating": 5, "comment": "Lovely."}')
    $$,
    'each table of the host makes its events, as its mapping says'
);
select results_eq(
    $$
    select door, state, reasons #>> '{0,pointer}',
        convert_from(raw_event, 'UTF8')::jsonb #>> '{eventData,comment}'
    from public.analytics_rejected_events
    where vendor_id = '00000000-0000-4000-8000-0000000000ee'
    $$,
    $$ values ('capture', 'open', '/eventData/rating', 'Off the scale.') $$,
    'a row that makes no valid event is in the table of the host, and kept as rejected'
);
select is(
    (
        select e.id from captured as e where e.event_type = 'inquiry.received'
    ),
    analytics_api.stable_uuid('example.inquiries inquiry.received 1'),
    'an inserted row is identified by its table, the type of event and its primary key'
);
select is(
    (
        select e."timestamp" from captured as e
        where e.event_type = 'message.sent' and e.event_data ->> 'channel' = 'email'
    ),
    (select "sentAt" at time zone 'Europe/Lisbon' from example.emails),
    'a time without zone is read in the zone of the mapping'
);
select results_eq(
    $$
    select (analytics_api.list_tracked_tables() -> 0) - '{mapping,trackedAt,trackedBy}'::text[]
    $$,
    $$
    select '{"table": "example.bookings", "eventType": "booking.cancelled", "problem": null,
        "on": ["update", "delete"], "pendingCount": 0, "oldestPendingAt": null}'::jsonb
    $$,
    'what is tracked can be listed'
);

select finish();
rollback;
