begin;
\ir ../setup.psql
select plan(6);

select is(
    (
        select array_agg(occurred_at) from analytics.read_events(
            '[{"timestamp": "2026-05-01T10:00:00Z"}, {"timestamp": "2026-05-01T10:00:00.5+05:45"},
            {"timestamp": "2026-05-01T10:00:00-03:30"}, {}]'
        )
    ),
    array[
        '2026-05-01 10:00:00+00', '2026-05-01 04:15:00.5+00', '2026-05-01 13:30:00+00', null
    ]::timestamptz[],
    'times are read with their offsets'
);
select is(
    (
        select array_agg(reasons #>> '{0,pointer}') from analytics.read_events_singly(
            '[{"timestamp": "2026-05-01T10:00:00"}, {"timestamp": "2026-02-30T10:00:00Z"},
            {"timestamp": "now"}, {"timestamp": 1777629600}, {"timestamp": "2026-05-01 10:00:00z"},
            {"timestamp": null}]'
        )
    ),
    array['/timestamp', '/timestamp', '/timestamp', '/timestamp', null, null],
    'a time without an offset, or that is none, has a reason'
);
select is(
    (
        select array_agg(reasons #>> '{0,pointer}') from analytics.read_events_singly(
            '[{"id": "1"}, {"vendorId": {}}, {"ipAddress": "x"}, {"schemaVersion": 1.5}, null, "x"]'
        )
    ),
    array['/id', '/vendorId', '/ipAddress', '/schemaVersion', '', ''],
    'each field is read by itself'
);
select throws_ok(
    $$
    select count(occurred_at)
    from analytics.read_events('[{"timestamp": "2026-05-01T10:00:00"}]')
    $$,
    '22007', null, 'reading at once ends with the first that does not fit'
);
select results_eq(
    $$
    select index, event_type, event_data, ip_address, schema_version, metadata
    from analytics.read_events(
        '[{"eventType": "a.b", "eventData": {"x": 1}, "ipAddress": "2001:db8::1",
        "schemaVersion": 2, "metadata": {"m": true}}]'
    )
    $$,
    $$
    values (0, 'a.b', '{"x": 1}'::jsonb, inet '2001:db8::1', 2, '{"m": true}'::jsonb)
    $$,
    'the rest comes as it is'
);
select is_empty(
    $$ select from analytics.read_events('[]') $$, 'an empty array has no events'
);

select finish();
rollback;
