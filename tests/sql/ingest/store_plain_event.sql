begin;
\ir ../setup.psql
select plan(28);

create temp table v as
select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other_id;
create temp table plain as
select pg_temp.make_event(
    v.id, 'payment.received', '2026-05-01T10:00:00Z',
    '{"paymentId": "p", "amount": 100, "method": "card"}',
    '10000000-0000-4000-8000-000000000001'
) || '{"sessionId": "s", "userAgent": "a", "sourceSystem": "shop", "streamId": "t"}' as event
from v;
create function pg_temp.store(p_event jsonb, p_context jsonb default '{}')
returns boolean
language sql
as $$
    select analytics.store_plain_event(
        p_event, p_context, (select array[v.id] from v), '2026-05-02T00:00:00Z'
    )
$$;

select is(pg_temp.store(p.event), true, 'a plain event is stored') from plain as p;
select throws_ok(
    $$ select pg_temp.store(p.event) from plain as p $$, '23505', null,
    'and the second time it is left to the batch'
);
select is(
    (select count(*) from public.analytics_events where vendor_id = (select id from v)), 1::bigint,
    'which stores nothing'
);
select is(pg_temp.store(c.event), false, c.what || ' is left to the batch')
from plain as p
cross join lateral (values
    ('what is no object', '[]'::jsonb),
    ('an event without an id', p.event - 'id'),
    ('an event without a vendor', p.event - 'vendorId'),
    ('an event without a time', p.event - 'timestamp'),
    ('an event without data', p.event - 'eventData'),
    ('an event with more', p.event || '{"priority": "high"}'),
    ('a time with an offset', p.event || '{"timestamp": "2026-05-01T10:00:00+02:00"}'),
    ('a time outside the window', p.event || '{"timestamp": "1999-05-01T10:00:00Z"}'),
    ('a time to come', p.event || '{"timestamp": "2026-06-01T10:00:00Z"}'),
    ('somebody else''s event', p.event || jsonb_build_object('vendorId', (select other_id from v))),
    ('an unknown type', p.event || '{"eventType": "payment.imagined"}'),
    ('invalid data', p.event || '{"eventData": {"paymentId": "p", "amount": "much"}}'),
    ('a long session', p.event || jsonb_build_object('sessionId', repeat('s', 256))),
    ('a large event', p.event || jsonb_build_object('userAgent', repeat(md5('a'), 1000)))
) as c (what, event);
insert into analytics.deleted_events (vendor_id, event_type, occurred_at, event_id)
select
    v.id,
    'payment.received',
    '2026-05-01T10:00:00Z',
    '10000000-0000-4000-8000-000000000009'
from v;
select is(
    pg_temp.store(p.event || '{"id": "10000000-0000-4000-8000-000000000009"}'), false,
    'and what was deleted for good'
)
from plain as p;
select throws_ok(
    $$ select pg_temp.store(p.event || '{"id": "none"}') from plain as p $$, '22P02', null,
    'a value that does not fit its type is for whoever reads it singly'
);

-- The same event by itself and in a batch, beside one of another vendor.
select analytics_api.ingest_events(
    jsonb_build_array(p.event || jsonb_build_object('id', c.id)) || c.more,
    '{"ipAddress": "10.1.2.3", "priority": "low", "sessionId": "not this"}'
)
from plain as p
cross join (values
    ('10000000-0000-4000-8000-000000000002', '[]'::jsonb),
    ('10000000-0000-4000-8000-000000000003', '[{}]')
) as c (id, more);
select is(
    (select count(*) from public.analytics_events where vendor_id = (select id from v)), 3::bigint,
    'both are there'
);
select results_eq(
    format($$
    select to_jsonb(e) - '{id,received_at}'::text[] from public.analytics_events as e
    where e.vendor_id = (select id from v) and e.id = '10000000-0000-4000-8000-00000000000%s'
    $$, 2),
    format($$
    select to_jsonb(e) - '{id,received_at}'::text[] from public.analytics_events as e
    where e.vendor_id = (select id from v) and e.id = '10000000-0000-4000-8000-00000000000%s'
    $$, 3),
    'an event is stored by itself as in a batch'
);
select is(
    analytics_api.ingest_events(jsonb_build_array(p.event)) -> 'verdicts',
    jsonb_build_array(jsonb_build_object('index', 0, 'status', 'duplicate', 'id', p.event -> 'id')),
    'and answered alike'
)
from plain as p;

-- What follows from an event, and what would if the trigger alone appended it.
select set_config('analytics.appends_itself', 'on', true);
select is(
    (
        analytics_api.ingest_events(jsonb_build_array(pg_temp.make_event(
            v.other_id, e.event_type, e.occurred_at, e.data::jsonb, e.id::uuid
        ))) #>> '{verdicts,0,status}'
    ), 'stored', e.event_type || ' is stored'
)
from v
cross join (values
    (
        'booking.confirmed', '2026-05-01T10:00:00Z',
        '{"bookingId": "b", "weddingDate": "2027-05-01", "value": 900, "style": "boho"}',
        '10000000-0000-4000-8000-000000000011'
    ),
    (
        'payment.received', '2026-05-01T11:00:00Z', '{"paymentId": "p", "amount": 100}',
        '10000000-0000-4000-8000-000000000012'
    )
) as e (event_type, occurred_at, data, id);
select is(
    (
        select count(*) from analytics.booking_changes as c
        where c.vendor_id = (select other_id from v) and c.booking_id = 'b'
    ), 1::bigint, 'with its change of a booking'
);
select is(
    (
        select count(*) from analytics.change_feed as c
        where c.vendor_id = (select other_id from v)
    ), 2::bigint, 'and a mark for each'
);
select set_config('analytics.appends_itself', 'on', true);
select analytics_api.ingest_events((
    select jsonb_agg(pg_temp.make_event(
        v.other_id, 'payment.received', '2026-05-01T12:00:00Z',
        '{"paymentId": "q", "amount": 50}', ('10000000-0000-4000-8000-00000000002' || n)::uuid
    ))
    from v
    cross join generate_series(1, 3) as n
));
select is(
    (
        select count(*) from public.analytics_events where vendor_id = (select other_id from v)
    ), 5::bigint, 'a batch is stored beside them'
);
select is_empty(
    $$ select * from analytics.find_rollup_differences((select other_id from v)) $$,
    'and whatever the session says of the trigger, everything is counted once'
);

select finish();
rollback;
