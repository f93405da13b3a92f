begin;
\ir ../setup.psql
select plan(15);

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
create function pg_temp.with_id(p_number integer)
returns jsonb
language sql
as $$
    select p.event || jsonb_build_object(
        'id', '10000000-0000-4000-8000-' || lpad(p_number::text, 12, '0')
    )
    from plain as p
$$;
create function pg_temp.store(variadic p_events jsonb[])
returns text
language sql
as $$
    select s.verdicts from analytics.store_plain_events(
        to_jsonb(p_events), '{"ipAddress": "10.1.2.3"}', (select array[v.id] from v),
        '2026-05-02T00:00:00Z'
    ) as s
$$;
create function pg_temp.count_stored()
returns bigint
language sql
as $$ select count(*) from public.analytics_events where vendor_id = (select id from v) $$;

select is(
    ('[' || pg_temp.store(pg_temp.with_id(2), pg_temp.with_id(1)) || ']')::jsonb,
    '[
        {"index": 0, "status": "stored", "id": "10000000-0000-4000-8000-000000000002"},
        {"index": 1, "status": "stored", "id": "10000000-0000-4000-8000-000000000001"}
    ]',
    'plain events are stored, and their verdicts are in their order'
);
select is(
    (select s.newest_at from analytics.store_plain_events(
        jsonb_build_array(
            pg_temp.with_id(3) || '{"timestamp": "2026-05-01T12:00:00Z"}', pg_temp.with_id(4)
        ),
        '{}', null, '2026-05-02T00:00:00Z'
    ) as s),
    '2026-05-01T12:00:00Z'::timestamptz, 'with the time of the newest'
);
insert into analytics.deleted_events (vendor_id, event_type, occurred_at, event_id)
select
    v.id,
    'payment.received',
    '2026-05-01T10:00:00Z',
    '10000000-0000-4000-8000-000000000009'
from v;
select is(
    pg_temp.store(pg_temp.with_id(10), c.event), null, 'a batch with ' || c.what || ' is left alone'
)
from (values
    ('what is no object', '[]'::jsonb),
    ('an event that is stored', pg_temp.with_id(1)),
    ('one event twice', pg_temp.with_id(10)),
    ('a deleted event', pg_temp.with_id(9)),
    ('an event without an id', pg_temp.with_id(11) - 'id'),
    ('an unknown type', pg_temp.with_id(11) || '{"eventType": "payment.imagined"}'),
    ('invalid data', pg_temp.with_id(11) || '{"eventData": {"amount": 1}}'),
    ('a value that does not fit', pg_temp.with_id(11) || '{"ipAddress": "home"}'),
    (
        'somebody else''s event',
        pg_temp.with_id(11) || jsonb_build_object('vendorId', (select other_id from v))
    )
) as c (what, event);
select is(pg_temp.count_stored(), 4::bigint, 'and nothing of it is stored');
select is(
    pg_temp.store(pg_temp.with_id(12), pg_temp.with_id(13)) is not null, true,
    'other events are stored, although one was deleted'
);

-- The same event in a batch of plain events, and in one that is not.
select analytics_api.ingest_events(
    jsonb_build_array(pg_temp.with_id(c.number), c.beside),
    '{"ipAddress": "10.1.2.3", "priority": "low", "sessionId": "not this"}'
)
from (values (20, pg_temp.with_id(21)), (22, '{}')) as c (number, beside);
select results_eq(
    $$
    select to_jsonb(e) - '{id,received_at}'::text[] from public.analytics_events as e
    where e.vendor_id = (select id from v) and e.id = '10000000-0000-4000-8000-000000000020'
    $$,
    $$
    select to_jsonb(e) - '{id,received_at}'::text[] from public.analytics_events as e
    where e.vendor_id = (select id from v) and e.id = '10000000-0000-4000-8000-000000000022'
    $$,
    'an event is stored in a plain batch as in any other'
);
select is(
    analytics_api.ingest_events(
        jsonb_build_array(pg_temp.with_id(20), pg_temp.with_id(23))
    ) #> '{counts}',
    '{"received": 2, "stored": 1, "duplicate": 1, "rejected": 0}'::jsonb,
    'and a batch that is left alone is judged event by event'
);

select finish();
rollback;
