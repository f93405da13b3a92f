begin;
\ir ../setup.psql
select plan(9);

create temp table v as select pg_temp.make_vendor('Europe/Lisbon') as id;

-- The cancellation comes first, the confirmation last.
select pg_temp.ingest(pg_temp.make_event(
    id, 'booking.cancelled', '2026-05-03T10:00:00Z', '{"bookingId": "b1", "reason": "client"}'
)) from v;
select results_eq(
    $$
    select status, booked_at, is_cancelled from analytics.current_bookings
    where vendor_id = (select id from v)
    $$,
    $$ values ('cancelled', null::timestamptz, true) $$,
    'a booking whose confirmation is still missing has no date of booking'
);
select analytics.fold_vendor((select id from v));
select pg_temp.ingest(
    pg_temp.make_event(
        id, 'booking.changed', '2026-05-02T10:00:00Z', '{"bookingId": "b1", "value": 900}'
    ),
    pg_temp.make_event(
        id, 'booking.confirmed', '2026-05-01T23:30:00Z',
        '{"bookingId": "b1", "weddingDate": "2026-06-01", "value": 800, "style": "boho"}'
    )
) from v;
select results_eq(
    $$
    select status, booked_at, wedding_on, "value", style, lead_days, cancel_reason, change_count
    from analytics.current_bookings where vendor_id = (select id from v)
    $$,
    $$
    values (
        'cancelled', timestamptz '2026-05-01 23:30:00+00', date '2026-06-01', 900::numeric, 'boho',
        30, 'client', 3::bigint
    )
    $$,
    'the state follows the times of the events, not their arrival; lead days are the vendor''s days'
);
select is(
    analytics.fold_bookings((select id from v)), 2::bigint, 'the fold takes the pending changes'
);
select results_eq(
    $$
    select status, "value", change_count from analytics.booking_facts
    where vendor_id = (select id from v)
    $$,
    $$ values ('cancelled', 900::numeric, 3::bigint) $$,
    'the facts are what readers saw before the fold'
);

-- The same instant: the later stage wins.
select pg_temp.ingest(
    pg_temp.make_event(
        id, 'booking.cancelled', '2026-05-05T00:00:00Z', '{"bookingId": "b2"}'
    ),
    pg_temp.make_event(
        id, 'booking.confirmed', '2026-05-05T00:00:00Z',
        '{"bookingId": "b2", "weddingDate": "2026-05-05"}'
    )
) from v;
select is(
    (
        select status from analytics.current_bookings
        where vendor_id = (select id from v) and booking_id = 'b2'
    ),
    'cancelled', 'a booking cancelled in the instant of its confirmation is cancelled'
);

delete from public.analytics_events
where vendor_id = (select id from v) and event_type = 'booking.cancelled';
select results_eq(
    $$
    select booking_id, status from analytics.current_bookings
    where vendor_id = (select id from v) order by booking_id
    $$,
    $$ values ('b1', 'confirmed'), ('b2', 'confirmed') $$,
    'a deleted event no longer counts, at once'
);
select analytics.fold_vendor((select id from v));
select results_eq(
    $$
    select booking_id, status from analytics.booking_facts
    where vendor_id = (select id from v) order by booking_id
    $$,
    $$ values ('b1', 'confirmed'), ('b2', 'confirmed') $$,
    'and not after the fold'
);
delete from public.analytics_events where vendor_id = (select id from v);
select is_empty(
    $$ select from analytics.current_bookings where vendor_id = (select id from v) $$,
    'a booking without events is not there'
);
select analytics.fold_vendor((select id from v));
select is_empty(
    $$ select from analytics.booking_facts where vendor_id = (select id from v) $$,
    'nor in the facts'
);

select finish();
rollback;
