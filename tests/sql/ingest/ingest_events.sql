begin;
\ir ../setup.psql
select plan(23);

create temp table v as select pg_temp.make_vendor() as id;
grant select on v to public;
create temp table e as
select pg_temp.make_event(
    id, 'payment.received', '2026-05-01T10:00:00Z', '{"paymentId": "p1", "amount": "12.50"}',
    '11111111-1111-4111-8111-111111111111'
) as event
from v;

create temp table first as select analytics_api.ingest_events(jsonb_agg(event)) as result from e;
select is(
    (select result -> 'counts' from first),
    '{"received": 1, "stored": 1, "duplicate": 0, "rejected": 0}', 'a good event is stored'
);
select is(
    (select result -> 'verdicts' from first),
    '[{"index": 0, "status": "stored", "id": "11111111-1111-4111-8111-111111111111"}]',
    'its verdict names its index and id'
);
select is((select (result ->> 'qualityScore')::numeric from first), 1.0, 'its quality is perfect');
select is((select (result ->> 'dataPoints')::integer from first), 1, 'it is one data point');
select results_eq(
    $$
    select kind, priority, schema_version, source_system from public.analytics_events
    where vendor_id = (select id from v)
    $$,
    $$ values ('financial_transaction', 'high', 1, null::text) $$,
    'kind, priority and schema version come from the registry'
);
select is(
    (select analytics_api.ingest_events(event) #>> '{verdicts,0,status}' from e), 'duplicate',
    'the same event again is a duplicate'
);
select is(
    (
        select analytics_api.ingest_events(jsonb_build_array(event || f, event || f)) -> 'verdicts'
        from e, (select '{"id": "11111111-1111-4111-8111-111111111112"}'::jsonb as f) as f
    ),
    '[{"index": 0, "status": "stored", "id": "11111111-1111-4111-8111-111111111112"},
      {"index": 1, "status": "duplicate", "id": "11111111-1111-4111-8111-111111111112"}]',
    'of equal events in a batch the first is stored'
);

create temp table mixed as
select analytics_api.ingest_events(jsonb_build_array(
    event || '{"id": "11111111-1111-4111-8111-111111111113"}', 5,
    event || '{"id": "nope", "vendorId": "22222222-2222-4222-8222-222222222222",
        "eventType": "no.such", "timestamp": "yesterday", "priority": "urgent"}',
    event - 'eventData'
)) as result
from e;
select is(
    (select result -> 'counts' from mixed),
    '{"received": 4, "stored": 1, "duplicate": 0, "rejected": 3}',
    'one good event among bad ones is stored'
);
select results_eq(
    $$
    select r ->> 'pointer', r ->> 'keyword'
    from mixed, jsonb_array_elements(result #> '{verdicts,2,reasons}') as r
    $$,
    $$
    values ('/id', 'format'), ('/timestamp', 'format'), ('/vendorId', 'vendor'),
    ('/eventType', 'eventType'), ('/priority', 'enum')
    $$,
    'every reason is told, by JSON pointer and keyword'
);
select is(
    (select result #> '{verdicts,1,reasons,0}' from mixed),
    '{"index": 1, "pointer": "", "keyword": "type", "expected": "object", "got": 5}',
    'something that is no object is refused'
);
select is(
    (select result #>> '{verdicts,3,reasons,0,keyword}' from mixed), 'required',
    'an event without data is refused'
);
select is(
    (select count(*) from public.analytics_rejected_events where raw_event = '5'::bytea),
    1::bigint, 'what is refused is kept as it came'
);

select results_eq(
    $$
    select v #>> '{reasons,0,pointer}', v #>> '{reasons,0,keyword}'
    from e, jsonb_array_elements(analytics_api.ingest_events(jsonb_build_array(
        event || '{"timestamp": "2019-05-01T10:00:00Z"}',
        event || jsonb_build_object('timestamp', now() + interval '3 days'),
        event - 'timestamp',
        event || jsonb_build_object('sessionId', repeat('x', 256)),
        event || '{"schemaVersion": 99}',
        event || '{"eventData": {"paymentId": "p1", "amount": -1}}'
    )) -> 'verdicts') as v
    $$,
    $$
    values ('/timestamp', 'minimum'), ('/timestamp', 'maximum'), ('/timestamp', 'required'),
    ('/sessionId', 'maxLength'), ('/schemaVersion', 'schemaVersion'),
    ('/eventData/amount', 'minimum')
    $$,
    'times outside the window, an id without a time, versions and data are judged'
);
select is(
    (
        select analytics_api.ingest_events(
            (event - 'timestamp') || '{"id": "019cd6d9-d000-7000-8000-000000000001"}'
        ) #>> '{verdicts,0,status}'
        from e
    ),
    'stored', 'the time of an id of version 7 is taken'
);
select is(
    (
        select "timestamp" from public.analytics_events
        where id = '019cd6d9-d000-7000-8000-000000000001'
    ),
    analytics.uuid_v7_time('019cd6d9-d000-7000-8000-000000000001'), 'to the millisecond'
);
select ok(
    (
        select analytics_api.ingest_events(event - 'timestamp' - 'id') #> '{verdicts,0}'
            ?& array['id', 'timestamp'] from e
    ),
    'an event with neither id nor time is told both'
);

select is(
    (
        select analytics_api.ingest_events(
            event || jsonb_build_object('metadata', jsonb_build_object('x', repeat('y', 70000)))
        ) #>> '{verdicts,0,reasons,0,keyword}'
        from e
    ),
    'maxBytes', 'an event above 64 KiB is refused by itself'
);
select results_eq(
    $$
    select length(raw_event) = raw_bytes_count, is_truncated, length(raw_sha256)
    from public.analytics_rejected_events where raw_bytes_count > 65536
    $$,
    $$ values (true, false, 64) $$,
    'and kept whole, for a replay once more is allowed'
);

select is(
    (
        select analytics_api.ingest_events(jsonb_build_object(
            'streamId', 's1', 'dataType', 'payment.received', 'sourceSystem', 'till',
            'priority', 'low', 'timestamp', '2026-05-02T10:00:00Z',
            'data', jsonb_build_array(
                event - 'eventType' - 'timestamp'
                || '{"id": "11111111-1111-4111-8111-111111111119"}'
            )
        )) #>> '{verdicts,0,status}'
        from e
    ),
    'stored', 'a stream envelope is unpacked'
);
select results_eq(
    $$
    select stream_id, source_system, priority, "timestamp" from public.analytics_events
    where id = '11111111-1111-4111-8111-111111111119'
    $$,
    $$ values ('s1', 'till', 'low', timestamptz '2026-05-02 10:00:00+00') $$,
    'and speaks for its events'
);
select is(
    analytics_api.ingest_events('[]') -> 'counts',
    '{"received": 0, "stored": 0, "duplicate": 0, "rejected": 0}', 'an empty batch is fine'
);
select throws_ok(
    $$ select analytics_api.ingest_events('"hello"') $$, 'ZA100', null, 'text is no event'
);
select throws_ok(
    $$
    select analytics_api.ingest_events((select jsonb_agg(1) from generate_series(1, 5001)))
    $$,
    'ZA102', null, 'more than 5,000 events are refused as a whole'
);

select finish();
rollback;
