begin;
\ir ../setup.psql
select plan(34);

create temp table v as
select
pg_temp.make_vendor() as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;

create function pg_temp.key(p_id text, p_type text default 'payment.received')
returns jsonb
language sql
as $$
    select jsonb_build_object(
        'vendorId', v.mine, 'eventType', p_type, 'timestamp', '2026-05-01T10:00:00Z', 'id', p_id
    ) from v
$$;
create function pg_temp.send(p_id text, p_type text, p_data jsonb)
returns jsonb
language sql
as $$
    select pg_temp.ingest(pg_temp.key(p_id, p_type) || jsonb_build_object('eventData', p_data))
        #> '{verdicts,0,status}'
$$;
create function pg_temp.revenue()
returns numeric
language sql
as $$
    select sum("sum") from analytics.current_aggregates
    where vendor_id = (select mine from v) and metric_name = 'revenue' and dimension = ''
$$;
create function pg_temp.asked(p_aggregation text)
returns numeric
language sql
as $$
    select (analytics_api.calculate_metrics(jsonb_build_object(
        'vendorId', v.mine, 'timeframe', '{"from": "2026-05-01", "to": "2026-05-02"}'::jsonb,
        'metrics', jsonb_build_array(jsonb_build_object(
            'metric', 'revenue', 'aggregation', p_aggregation
        ))
    )) #>> '{data,0,rows,0,value}')::numeric from v
$$;

select pg_temp.send('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001', 'payment.received',
    '{"paymentId": "p1", "amount": "100", "currency": "EUR"}');
select pg_temp.send('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002', 'payment.received',
    '{"paymentId": "p2", "amount": "900", "currency": "EUR"}');
select analytics.fold_vendor(mine) from v;

select is(
    analytics_api.correct_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002'),
        '{"paymentId": "p2", "amount": "90", "currency": "EUR"}', 'a zero too many',
        '{"requestId": "r-1"}'
    ) ->> 'status',
    'corrected', 'an event is corrected by its identity'
);
select is(pg_temp.revenue(), 190.0, 'the sum follows at once');
select is(pg_temp.asked('max'), 100.0, 'and so does the maximum, before the fold');
select analytics.fold_vendor(mine) from v;
select is(pg_temp.revenue(), 190.0, 'the sum is the same after the fold');
select results_eq(
    $$
    select "count", "sum", "min", "max" from public.analytics_aggregates
    where vendor_id = (select mine from v) and metric_name = 'revenue' and dimension = ''
    $$,
    $$ values (2::bigint, 190.0, 90.0, 100.0) $$,
    'the fold looks up the extremes anew'
);
select results_eq(
    $$
    select action, data_before ->> 'amount', data_after ->> 'amount', reason, request_id,
        corrected_by = session_user
    from analytics.event_corrections where vendor_id = (select mine from v)
    $$,
    $$ values ('corrected', '900', '90', 'a zero too many', 'r-1', true) $$,
    'who, when, why and what it said before are kept'
);
select is(
    pg_temp.send('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002', 'payment.received',
        '{"paymentId": "p2", "amount": "900", "currency": "EUR"}'),
    '"duplicate"', 'a replay of the original is a duplicate'
);
select is(pg_temp.revenue(), 190.0, 'and does not undo the correction');
select is(
    analytics_api.correct_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002'),
        '{"paymentId": "p2", "amount": "90", "currency": "EUR"}'
    ) ->> 'status',
    'unchanged', 'a correction that says nothing new changes nothing'
);
select is(
    (select count(*) from analytics.event_corrections where vendor_id = (select mine from v)),
    1::bigint, 'and is not recorded'
);
select throws_ok(
    $$
    select analytics_api.correct_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002'), '{"paymentId": "p2", "amount": -1}'
    )
    $$,
    'ZA176', null, 'data that does not fit the schema is refused'
);
select throws_ok(
    $$
    select analytics_api.correct_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002'), '[1]'
    )
    $$,
    'ZA176', null, 'and so is data that is no object'
);
select throws_ok(
    $$
    select analytics_api.correct_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002'),
        jsonb_build_object('paymentId', 'p2', 'amount', 1, 'description', repeat('x', 70000))
    )
    $$,
    'ZA176', null, 'or data that is too large'
);
select is(pg_temp.revenue(), 190.0, 'then nothing is changed');
select throws_ok(
    $$
    select analytics_api.correct_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a009'), '{"paymentId": "p", "amount": 1}'
    )
    $$,
    'ZA215', null, 'an event that is not there cannot be corrected'
);
select throws_ok(
    $$ select analytics_api.correct_event('{"eventType": "payment.received"}', '{}') $$,
    'ZA175', null, 'an identity names the event entirely'
);
select throws_ok(
    $$
    select analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001') || '{"vendorId": "all"}'
    )
    $$,
    'ZA175', null, 'and one vendor'
);

-- Bookings.
select pg_temp.send('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b001', 'booking.confirmed',
    '{"bookingId": "b1", "weddingDate": "2027-05-01", "value": 1000}');
select pg_temp.send('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b002', 'booking.cancelled',
    '{"bookingId": "b1"}');
select analytics.fold_vendor(mine) from v;
select analytics_api.correct_event(
    pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b001', 'booking.confirmed'),
    '{"bookingId": "b1", "weddingDate": "2027-06-01", "value": 1500}'
);
prepare bookings as
select
    booking_id,
    status,
    wedding_on,
    "value"
from analytics.current_bookings where vendor_id = (select mine from v) order by booking_id;
select results_eq(
    'bookings', $$ values ('b1', 'cancelled', date '2027-06-01', 1500.0) $$,
    'a corrected booking is corrected before the fold'
);
select analytics.fold_vendor(mine) from v;
select results_eq(
    'bookings', $$ values ('b1', 'cancelled', date '2027-06-01', 1500.0) $$,
    'and after it'
);
select is(
    (
        select event_data ->> 'value' from analytics.booking_history
        where vendor_id = (select mine from v) and event_type = 'booking.confirmed'
    ),
    '1500', 'its history says what the event says now'
);
select is(
    analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b002', 'booking.cancelled'), 'by mistake'
    ) ->> 'status',
    'deleted', 'an event is deleted by its identity'
);
select results_eq(
    'bookings', $$ values ('b1', 'confirmed', date '2027-06-01', 1500.0) $$,
    'a deleted cancellation is none'
);
select analytics.fold_vendor(mine) from v;
select results_eq(
    'bookings', $$ values ('b1', 'confirmed', date '2027-06-01', 1500.0) $$,
    'nor after the fold'
);
select is(
    pg_temp.send('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b002', 'booking.cancelled',
        '{"bookingId": "b1"}'),
    '"duplicate"', 'a replay of a deleted event is a duplicate'
);
select results_eq(
    'bookings', $$ values ('b1', 'confirmed', date '2027-06-01', 1500.0) $$,
    'and does not bring it back'
);
select is(
    analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b002', 'booking.cancelled')
    ) ->> 'status',
    'already_deleted', 'deleting twice is deleting once'
);
select throws_ok(
    $$
    select analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b003', 'booking.cancelled')
    )
    $$,
    'ZA215', null, 'what never was cannot be deleted'
);
select analytics_api.correct_event(
    pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5b001', 'booking.confirmed'),
    '{"bookingId": "b2", "weddingDate": "2027-06-01", "value": 1500}'
);
select analytics.fold_vendor(mine) from v;
select results_eq(
    'bookings', $$ values ('b2', 'confirmed', date '2027-06-01', 1500.0) $$,
    'a correction moves an event to another booking'
);
select is(
    analytics_api.verify_rollups((select mine from v)) -> 'differences', '[]'::jsonb,
    'everything equals a recount'
);

-- Who may.
select pg_temp.act_as(array[(select mine from v)]);
select throws_ok(
    $$ select analytics_api.delete_event(pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001')) $$,
    'ZA403', null, 'who only has the vendor may not change what was recorded'
);
select throws_ok(
    $$
    select analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001')
        || jsonb_build_object('vendorId', (select theirs from v))
    )
    $$,
    'ZA201', null, 'another vendor is not there'
);
select set_config('request.jwt.claims', jsonb_set(
    current_setting('request.jwt.claims')::jsonb, '{app_metadata,vendor_role}', '"owner"'
)::text, true);
select is(
    analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001') - 'vendorId'
    ) ->> 'status',
    'deleted', 'an owner by claim may, and need not name the only vendor'
);
reset role;
insert into analytics.vendor_members (vendor_id, user_id, member_role)
select
    mine,
    '11111111-1111-4111-8111-111111111111',
    'owner'
from v;
select set_config(
    'request.jwt.claims', '{"sub": "11111111-1111-4111-8111-111111111111"}', true
);
set local role analytics_api_user;
select is(
    analytics_api.delete_event(
        pg_temp.key('0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a002')
    ) ->> 'status',
    'deleted', 'an owner by membership may'
);
reset role;
select is(
    (
        select corrected_by from analytics.event_corrections
        where vendor_id = (select mine from v) and data_before ->> 'paymentId' = 'p2'
            and action = 'deleted'
    ),
    '11111111-1111-4111-8111-111111111111', 'and is recorded as who did it'
);

select finish();
rollback;
