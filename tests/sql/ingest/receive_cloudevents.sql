begin;
\ir ../setup.psql
select plan(20);

create temp table v as select pg_temp.make_vendor() as id;
grant select on v to public;
create function pg_temp.cloud(p_changes jsonb default '{}', p_id text default 'evt-1')
returns text
language sql
as $$
    select (jsonb_build_object(
        'specversion', '1.0', 'id', p_id, 'source', 'https://till.example/1',
        'type', 'payment.received', 'time', '2026-05-01T10:00:00Z', 'vendorid', (select id from v),
        'data', '{"paymentId": "p-1", "amount": "12.50"}'::jsonb
    ) || p_changes)::text
$$;
create function pg_temp.receive(p_body text, p_is_batch boolean default false)
returns table (status integer, body jsonb)
language sql
as $$
    select c.status, c.body
    from analytics_api.receive_cloudevents(p_body, p_is_batch, '{"door": "http"}') as c
$$;
create function pg_temp.reason_of(p_changes jsonb)
returns text
language sql
as $$
    select concat_ws(
        ' ', c.body #>> '{verdicts,0,reasons,0,pointer}', c.body #>> '{verdicts,0,reasons,0,keyword}'
    )
    from pg_temp.receive(pg_temp.cloud(p_changes)) as c
$$;
grant execute on all functions in schema pg_temp to public;
select pg_temp.act_as(array[(select id from v)]);

select results_eq(
    $$
    select status, body -> 'counts' from pg_temp.receive(pg_temp.cloud(
        '{"subject": "till 3", "sessionid": "s-1", "priority": "critical", "streamid": "t",
        "dataschema": "https://wedsync.example/schemas/payment.received/1", "traceparent": "00-1"}'
    ))
    $$,
    $$ values (200, '{"received": 1, "stored": 1, "duplicate": 0, "rejected": 0}'::jsonb) $$,
    'a CloudEvent is an event'
);
reset role;
select results_eq(
    $$
    select
        e.id, e.event_type::text, e."timestamp", e.source_system, e.session_id::text, e.priority,
        e.stream_id, e.schema_version, e.event_data ->> 'amount', e.metadata ->> 'subject',
        e.metadata ->> 'traceparent', e.metadata ->> 'id'
    from public.analytics_events as e where e.vendor_id = (select id from v)
    $$,
    $$
    select
        analytics_api.stable_uuid('cloudevent https://till.example/1 evt-1'), 'payment.received',
        '2026-05-01 10:00+00'::timestamptz, 'https://till.example/1', 's-1', 'critical', 't', 1,
        '12.50', 'till 3', '00-1', 'evt-1'
    $$,
    'all that it says is kept, where it belongs'
);
select pg_temp.act_as(array[(select id from v)]);
select is(
    (select body #>> '{verdicts,0,status}' from pg_temp.receive(pg_temp.cloud())),
    'duplicate', 'source and id are its identity'
);
select is(
    (
        select body #>> '{verdicts,0,status}'
        from pg_temp.receive(pg_temp.cloud('{"source": "https://till.example/2"}'))
    ),
    'stored', 'so the same id of another source is another event'
);
select is(
    (
        select body #>> '{verdicts,0,id}' from pg_temp.receive(
            pg_temp.cloud(p_id => '0197A2F0-6b1e-4c54-9d1a-3f1f4a0b7c11')
        )
    ),
    '0197a2f0-6b1e-4c54-9d1a-3f1f4a0b7c11', 'an id that is a UUID stays what it is'
);
select is(
    (
        select body #>> '{verdicts,0,status}' from pg_temp.receive(
            pg_temp.cloud('{"time": null}', '019de2f0-6b1e-7c54-9d1a-3f1f4a0b7c11')
        )
    ),
    'stored', 'and one of version 7 says the time too'
);

-- What is none.
select is(pg_temp.reason_of('{"specversion": "0.3"}'), '/specversion const', 'another version');
select is(
    pg_temp.reason_of('{"data_base64": "AAEC"}'), '/data_base64 not', 'data that is not JSON'
);
select is(
    pg_temp.reason_of('{"datacontenttype": "text/xml"}'), '/datacontenttype pattern', 'nor says so'
);
select is(
    pg_temp.reason_of('{"datacontenttype": "application/vnd.till+json; charset=utf-8"}'), '',
    'other kinds of JSON are JSON'
);
select is(pg_temp.reason_of('{"id": ""}'), '/id minLength', 'no id');
select is(pg_temp.reason_of('{"source": 1}'), '/source minLength', 'no source');
select is(pg_temp.reason_of('{"type": null}'), '/type minLength', 'no type');
select is(pg_temp.reason_of('{"time": "noon"}'), '/timestamp format', 'no time');
select is(
    pg_temp.reason_of('{"dataschema": "urn:payment.received:9"}'), '/schemaVersion schemaVersion',
    'a version of our schema that there is not'
);
select is(
    pg_temp.reason_of('{"data": {"paymentId": "p"}}'), '/eventData/amount required',
    'data that its schema refuses'
);

-- Batches.
select results_eq(
    $$
    select status, jsonb_path_query_array(body, '$.verdicts[*].status')
    from pg_temp.receive(format(
        '[%s, {"specversion": "1.0"}, %s, 17]', pg_temp.cloud(p_id => 'b-1'),
        pg_temp.cloud('{"data": {"paymentId": "NUL", "amount": 1}}', 'b-2')
    ), true)
    $$,
    $$ values (207, '["stored", "rejected", "stored", "rejected"]'::jsonb) $$,
    'each by itself'
);
select is(
    (
        select body #>> '{verdicts,0,reasons,0,keyword}' from pg_temp.receive(
            replace(pg_temp.cloud('{"subject": "NUL"}', 'b-3'), 'NUL', '\u0000')
        )
    ),
    'json', 'what jsonb cannot hold is refused and kept'
);
select throws_ok(
    $$ select * from pg_temp.receive(pg_temp.cloud(), true) $$, 'ZA100', null, 'one is no batch'
);
select throws_ok($$ select * from pg_temp.receive('{"id": ') $$, 'ZA100', null, 'no JSON');

select finish();
rollback;
