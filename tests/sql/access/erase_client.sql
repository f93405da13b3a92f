begin;
\ir ../setup.psql
select plan(37);

create temp table v as
select
pg_temp.make_vendor() as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;

create function pg_temp.send(p_type text, p_at text, p_data jsonb, p_more jsonb default '{}')
returns jsonb
language sql
as $$
    select pg_temp.ingest(
        pg_temp.make_event(v.mine, p_type, p_at, p_data, md5(p_type || p_at)::uuid) || p_more
    ) #> '{verdicts,0,status}' from v
$$;
create function pg_temp.number(p_metric jsonb)
returns jsonb
language sql
as $$
    select jsonb_path_query_array(analytics_api.calculate_metrics(jsonb_build_object(
        'vendorId', v.mine, 'timeframe', '{"from": "2026-05-01", "to": "2026-06-01"}'::jsonb,
        'metrics', jsonb_build_array(p_metric)
    )), '$.data[0].rows[*].value') from v
$$;
create function pg_temp.found(p_text text)
returns bigint
language sql
as $$
    select sum(c.n) from (
        select count(*) as n from public.analytics_events as t where to_jsonb(t)::text like p_text
        union all select count(*) from public.analytics_rejected_events as t
        where to_jsonb(t)::text like p_text
        union all select count(*) from analytics.booking_history as t
        where to_jsonb(t)::text like p_text
        union all select count(*) from analytics.booking_facts as t
        where to_jsonb(t)::text like p_text
        union all select count(*) from analytics.booking_changes as t
        where to_jsonb(t)::text like p_text
        union all select count(*) from analytics.event_corrections as t
        where to_jsonb(t)::text like p_text
        union all select count(*) from analytics.erasures as t where to_jsonb(t)::text like p_text
        union all select count(*) from public.analytics_aggregates as t
        where to_jsonb(t)::text like p_text
    ) as c
$$;

-- A client with bookings, payments, a session, a reject, a correction; and another client.
select pg_temp.send('page.viewed', '2026-05-01T08:00:00Z', '{"path": "/"}',
    '{"sessionId": "s1", "userAgent": "Firefox of Anna", "ipAddress": "10.1.2.3"}');
select pg_temp.send('inquiry.received', '2026-05-01T09:00:00Z',
    '{"inquiryId": "i1", "clientId": "cl-77", "referrer": "anna.smith@example.org"}',
    '{"sessionId": "s1", "ipAddress": "10.1.2.3", "metadata": {"note": "cl-77 called"}}');
select pg_temp.send('booking.confirmed', '2026-05-02T09:00:00Z',
    '{"bookingId": "b1", "clientId": "cl-77", "weddingDate": "2027-05-01", "value": 1000}');
select pg_temp.send('booking.cancelled', '2026-05-03T09:00:00Z',
    '{"bookingId": "b1", "reason": "ANNA.SMITH@example.org moved"}');
select pg_temp.send('payment.received', '2026-05-02T10:00:00Z',
    '{"paymentId": "p1", "clientId": "cl-77", "amount": 300, "description": "Anna Smith, 30 %"}');
select pg_temp.send('payment.received', '2026-05-02T11:00:00Z',
    '{"paymentId": "p2", "clientId": "cl-77", "amount": 9}');
select pg_temp.send('payment.received', '2026-05-02T12:00:00Z',
    '{"paymentId": "p3", "clientId": "cl-778", "amount": 50, "description": "kept"}',
    '{"sessionId": "s2", "ipAddress": "10.9.9.9"}');
select pg_temp.send('payment.received', '2026-05-02T13:00:00Z',
    '{"paymentId": "p4", "clientId": "cl-77", "amount": -1}');
select analytics_api.correct_event(
    jsonb_build_object(
        'vendorId', mine, 'eventType', 'payment.received', 'timestamp', '2026-05-02T11:00:00Z',
        'id', md5('payment.received' || '2026-05-02T11:00:00Z')
    ), '{"paymentId": "p2", "clientId": "cl-77", "amount": 90}', 'cl-77 said so'
) from v;
select analytics.fold_vendor(mine) from v;
-- Pending when the erasure comes.
select pg_temp.send('message.sent', '2026-05-04T10:00:00Z',
    '{"clientId": "cl-77", "direction": "inbound"}');
select pg_temp.send('booking.confirmed', '2026-05-04T09:00:00Z',
    '{"bookingId": "b2", "clientId": "cl-77", "weddingDate": "2027-06-01", "value": 500}');
-- A table that nobody has told the erasure about.
create table analytics.notes (vendor_id uuid, client_id text, body text, tags text[], more jsonb);
insert into analytics.notes
select
    i.vendor_id,
    i.client_id,
    i.body,
    i.tags::text[],
    i.more::jsonb
from v
cross join lateral (values
    (v.mine, 'cl-77', 'met "cl-77"', '{cl-77,vip}', '{"cl-77": ["cl-77"]}'),
    (v.mine, 'cl-778', 'x', '{}', null), (v.theirs, 'cl-77', 'theirs', '{}', null)
) as i (vendor_id, client_id, body, tags, more);
alter table analytics.notes owner to analytics_owner;
-- Models and advice hold figures; what somebody has written beside them may name a client.
insert into analytics.recommendations (
    vendor_id, kind, subject, is_experiment, title, statement, effect, effect_low, effect_high,
    effect_unit, currency, method, assumptions, evidence, measure, effort_days, priority, note
)
select
    mine,
    'marketing_focus',
    'channel:fair',
    true,
    't',
    's',
    1,
    -1,
    2,
    'bookings',
    'EUR',
    'm',
    '[]',
    '{}',
    '{}',
    1,
    1,
    'ask anna.smith@example.org'
from v;
insert into analytics.forecast_models (
    vendor_id, model_name, model_type, target, features, hyperparameters, validation, training_data,
    seed, retrain_after_months
)
select
    mine,
    'without anna.smith@example.org',
    'time_series',
    'bookings',
    '{}',
    '{}',
    '{}',
    '{}',
    0,
    0
from v;

create temp table report as
select analytics_api.erase_client(
    mine, 'cl-77', p_identifiers => '{anna.smith@example.org}', p_context => '{"requestId": "r"}'
) as body from v;
grant select on report to public;

select is(
    (select body - '{erasureId,vendorId,erasedAt,tables,requestedBy,columnsSearched}'::text[]
    from report),
    '{"mode": "anonymize", "rowsFound": 20, "rowsLeft": 0, "requestId": "r",
      "events": {"anonymized": 8, "deleted": 0}, "detachedPartitions": []}',
    'the report says what was found, and that nothing is left'
);
select results_eq(
    $$
    select t ->> 'table', t -> 'found', t -> 'left'
    from report cross join jsonb_array_elements(body -> 'tables') as t
    where t -> 'found' <> '0' order by 1
    $$,
    $$
    values
    ('analytics.booking_changes', '1'::jsonb, '0'::jsonb),
    ('analytics.booking_facts', '1', '0'),
    ('analytics.booking_history', '2', '0'),
    ('analytics.event_corrections', '1', '0'),
    ('analytics.forecast_models', '1', '0'),
    ('analytics.notes', '1', '0'),
    ('analytics.recommendations', '1', '0'),
    ('public.analytics_aggregates', '1', '0'),
    ('public.analytics_events', '7', '0'),
    ('public.analytics_metrics', '3', '0'),
    ('public.analytics_rejected_events', '1', '0')
    $$,
    'table by table'
);
select is(pg_temp.found('%cl-77"%'), 0::bigint, 'the id is found nowhere');
select is(pg_temp.found('%cl-77 %'), 0::bigint, 'nor in text');
select is(
    (select count(*) from public.analytics_events where to_jsonb(analytics_events)::text
        ilike '%anna%smith%'), 0::bigint, 'nor the address, nor what was free text'
);
select is(pg_temp.number('"revenue"'), '[440]', 'revenue stays exactly what it was');
select is(pg_temp.number('"paying_clients"'), '[2]', 'and so does the number of clients');
select is(
    (
        select count(distinct client_id) from analytics.current_bookings
        where vendor_id = (select mine from v) and client_id like 'erased-%'
    ),
    1::bigint, 'bookings have the pseudonym, all the same'
);
select results_eq(
    $$
    select event_data - 'clientId', session_id, user_agent, ip_address, metadata::text
    from public.analytics_events
    where vendor_id = (select mine from v) and session_id is null
        and event_data ->> 'paymentId' = 'p1'
    $$,
    $$ values ('{"amount": 300, "paymentId": "p1"}'::jsonb, null::varchar, null::text, null::inet,
        null::text) $$,
    'free text and addresses are dropped'
);
select is_empty(
    $$ select from public.analytics_events where session_id = 's1' or ip_address = '10.1.2.3' $$,
    'also of what the client only looked at in the same session'
);
select results_eq(
    $$
    select event_data ->> 'clientId', event_data ->> 'description', session_id::text
    from public.analytics_events where ip_address = '10.9.9.9'
    $$,
    $$ values ('cl-778', 'kept', 's2') $$, 'other clients are left alone'
);
select is_empty(
    $$ select from public.analytics_rejected_events where vendor_id = (select mine from v) $$,
    'rejects of the client are deleted'
);
select results_eq(
    $$
    select client_id like 'erased-%', body like 'met "erased-%"', tags[1] like 'erased-%', tags[2],
        more::text like '{"erased-%": ["erased-%"]}'
    from analytics.notes where vendor_id = (select mine from v) and client_id <> 'cl-778'
    $$,
    $$ values (true, true, true, 'vip', true) $$, 'a table nobody told of is scrubbed'
);
select results_eq(
    $$
    select
        r.note ~ '^ask erased-[0-9a-f]+@erased.invalid$',
        m.model_name ~ '^without erased-[0-9a-f]+@erased.invalid$'
    from v
    inner join analytics.recommendations as r on r.vendor_id = v.mine
    inner join analytics.forecast_models as m on m.vendor_id = v.mine
    $$,
    $$ values (true, true) $$, 'notes on recommendations and names of models too'
);
select is(
    (select client_id from analytics.notes where vendor_id = (select theirs from v)), 'cl-77',
    'and nothing of another vendor'
);
select is(
    pg_temp.send('payment.received', '2026-05-02T10:00:00Z',
        '{"paymentId": "p1", "clientId": "cl-77", "amount": 300}'),
    '"duplicate"', 'a replay does not bring the client back'
);
select is(
    (
        select client_hash = encode(sha256(convert_to(client_salt || 'cl-77', 'UTF8')), 'hex')
        from analytics.erasures where vendor_id = (select mine from v)
    ),
    true, 'who knows the id can show that it was erased'
);
select is(
    (select report from analytics.erasures where vendor_id = (select mine from v)),
    (select body from report), 'the proof is kept'
);
select is(
    analytics_api.verify_rollups((select mine from v)) -> 'differences', '[]'::jsonb,
    'everything equals a recount'
);

-- Deleting.
select pg_temp.send('booking.completed', '2026-05-05T09:00:00Z', '{"bookingId": "b3"}');
select pg_temp.send('booking.confirmed', '2026-05-05T08:00:00Z',
    '{"bookingId": "b3", "clientId": "7", "weddingDate": "2027-05-01", "value": 7}');
select pg_temp.send('payment.received', '2026-05-05T10:00:00Z',
    '{"paymentId": "7", "clientId": "7", "amount": 7}', '{"sessionId": "s7"}');
select pg_temp.send('payment.received', '2026-05-05T11:00:00Z', '{"paymentId": "7", "amount": 7}');
select pg_temp.send('page.viewed', '2026-05-05T12:00:00Z', '{"path": "/"}',
    '{"sessionId": "s7", "ipAddress": "10.7.7.7"}');
select pg_temp.send('payment.received', '2026-05-05T13:00:00Z',
    '{"paymentId": "8", "clientId": 7, "amount": 7}');
select is(
    analytics_api.erase_client(mine, '7', 'delete') -> 'events', '{"deleted": 3, "anonymized": 1}',
    'deleting takes the client''s events and bookings, and only the address of page views'
) from v;
select is(pg_temp.number('"revenue"'), '[447]', 'and their numbers; equal digits are left alone');
select is_empty(
    $$
    select from analytics.current_bookings
    where vendor_id = (select mine from v) and booking_id = 'b3'
    $$,
    'a booking goes with all its events'
);
select is(
    pg_temp.send('payment.received', '2026-05-05T10:00:00Z',
        '{"paymentId": "7", "clientId": "7", "amount": 7}'),
    '"duplicate"', 'a replay does not bring them back'
);
select is_empty(
    $$ select from public.analytics_rejected_events where vendor_id = (select mine from v) $$,
    'a reject that has the id as a number is found'
);
select is(
    analytics_api.verify_rollups((select mine from v)) -> 'differences', '[]'::jsonb,
    'everything equals a recount again'
);
select is(
    analytics_api.erase_client(mine, 'nobody-1') -> 'rowsFound', '0',
    'of a client that is not there the proof is that nothing was found'
) from v;

-- Events of a partition that is detached.
select pg_temp.send('booking.confirmed', '2026-04-05T08:00:00Z',
    '{"bookingId": "b9", "clientId": "cl-99", "weddingDate": "2027-05-01"}');
select pg_temp.send('page.viewed', '2026-04-06T08:00:00Z', '{"path": "/cl-99"}');
select analytics.fold_vendor(mine) from v;
alter table public.analytics_events detach partition public.analytics_events_p2026_04; -- noqa: PRS
select is(
    analytics_api.erase_client(mine, 'cl-99') -> 'detachedPartitions',
    '["public.analytics_events_p2026_04"]', 'detached partitions are searched, too'
) from v;
select results_eq(
    $$
    select event_data ->> 'bookingId', event_data::text like '%erased-%'
    from public.analytics_events_p2026_04 where vendor_id = (select mine from v) order by 1
    $$,
    $$ values ('b9', true), (null, true) $$, 'and scrubbed'
);
select ok(
    (
        select client_id like 'erased-%' from analytics.current_bookings
        where vendor_id = (select mine from v) and booking_id = 'b9'
    ),
    'with the facts that outlive them'
);
select is(
    analytics_api.erase_client(
        mine, (select client_id from analytics.current_bookings where booking_id = 'b9'), 'delete'
    ) -> 'rowsLeft', '0', 'or deleted'
) from v;
select is_empty(
    $$
    select from public.analytics_events_p2026_04 where vendor_id = (select mine from v)
        union all select from analytics.current_bookings where booking_id = 'b9'
    $$,
    'with their facts'
);

-- A table that does not let go.
create function pg_temp.keep_old()
returns trigger
language plpgsql
as 'begin return old; end';
create trigger keep_before_update before update on analytics.notes
for each row execute function pg_temp.keep_old();
select throws_ok(
    $$ select analytics_api.erase_client(mine, 'cl-778') from v $$,
    'ZA325', null, 'where anything is left nothing is erased'
);
select throws_ok(
    $$ select analytics_api.erase_client(mine, ' ') from v $$, 'ZA178', null, 'a client is named'
);
select throws_ok(
    $$ select analytics_api.erase_client(mine, 'cl-9', 'forget') from v $$,
    'ZA178', null, 'a mode is one of two'
);
select throws_ok(
    $$ select analytics_api.erase_client(mine, 'cl-9', p_identifiers => '{Al}') from v $$,
    'ZA178', null, 'what is too short to be looked for is refused'
);
select pg_temp.act_as(array[(select mine from v)]);
select throws_ok(
    $$ select analytics_api.erase_client(mine, 'cl-9') from v $$,
    'ZA403', null, 'it takes an owner of the vendor'
);
select throws_ok(
    $$ select analytics_api.erase_client(theirs, 'cl-9') from v $$,
    'ZA201', null, 'and another vendor is not there'
);

select finish();
rollback;
