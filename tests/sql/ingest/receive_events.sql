begin;
\ir ../setup.psql
select plan(17);

create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.page(p_path text, p_extra text default '')
returns text
language sql
as $$
    select format(
        '{"id": "%s", "vendorId": "%s", "eventType": "page.viewed",'
        ' "timestamp": "2026-05-01T10:00:00Z"%s, "eventData": {"path": "%s"}}',
        gen_random_uuid(), (select id from v), p_extra, p_path
    )
$$;
create function pg_temp.receive(p_body text, p_format text default 'json')
returns table (status integer, body jsonb)
language sql
as $$
    select * from analytics_api.receive_events(
        p_body, p_format, '{"door": "http", "sessionId": "s-1", "ipAddress": "192.0.2.7",
        "userAgent": "test", "requestId": "r-1"}'
    )
$$;

select is((select status from pg_temp.receive(pg_temp.page('/'))), 200, 'one object');
select results_eq(
    $$
    select session_id::text, ip_address, user_agent from public.analytics_events
    where vendor_id = (select id from v)
    $$,
    $$ values ('s-1', inet '192.0.2.7', 'test') $$,
    'what the event does not say is filled in from the request'
);
select is(
    (select status from pg_temp.receive(format('[%s, %s]', pg_temp.page('/'), pg_temp.page('')))),
    207, 'some good, some bad'
);
select results_eq(
    $$ select status, body ->> 'code', body ->> 'status' from pg_temp.receive('[{}]') $$,
    $$ values (422, 'events_rejected', '422') $$,
    'all bad is a problem'
);
select is(
    (select body #>> '{errors,0,pointer}' from pg_temp.receive(
        format('[%s]', pg_temp.page(''))
    )),
    '/0/eventData/path', 'whose errors point into the batch'
);
select is(
    (select body ->> 'requestId' from pg_temp.receive('[]')), 'r-1', 'the request id is kept'
);
select is((select status from pg_temp.receive('[]')), 200, 'an empty batch is fine');

select results_eq(
    $$
    select status, body -> 'counts' from pg_temp.receive(
        pg_temp.page('/a') || e'\n\n' || pg_temp.page('/b') || e'\r\n', 'ndjson'
    )
    $$,
    $$ values (200, '{"received": 2, "stored": 2, "duplicate": 0, "rejected": 0}'::jsonb) $$,
    'one event per line'
);
select results_eq(
    $$
    select status, body #>> '{verdicts,1,reasons,0,keyword}' from pg_temp.receive(
        pg_temp.page('/a') || e'\n{"broken": \n' || pg_temp.page('/b'), 'ndjson'
    )
    $$,
    $$ values (207, 'json') $$,
    'a broken line does not touch its neighbours'
);
select results_eq(
    $$
    select status, body #> '{counts,rejected}' from pg_temp.receive(
        e'{"a": 1\n"b": 2}', 'ndjson'
    )
    $$,
    $$ values (422, '2'::jsonb) $$,
    'lines that are JSON only together are none'
);

select results_eq(
    $$
    select
        status, body #>> '{verdicts,0,status}', body #>> '{verdicts,1,reasons,0,expected}',
        body #>> '{verdicts,2,reasons,0,expected}'
    from pg_temp.receive(format(
        '[%s, %s, %s]', pg_temp.page('/a'), pg_temp.page('/\u0000'),
        pg_temp.page('/b', ', "metadata": {"x": 1e200000}')
    ))
    $$,
    $$
    values (
        207, 'stored', 'JSON without U+0000', 'numbers within the range of numeric'
    )
    $$,
    'JSON that jsonb cannot hold is refused by itself'
);
select is(
    (
        select count(*) from public.analytics_rejected_events
        where convert_from(raw_event, 'UTF8') like '%\\u0000%' and door = 'http'
    ),
    1::bigint, 'and kept byte by byte'
);
select is(
    (
        select body #>> '{verdicts,0,status}' from pg_temp.receive(format(
            '{"sourceSystem": "till", "dataType": "booking_event", "data": [%s, %s]}',
            pg_temp.page('/env'), pg_temp.page('/\u0000')
        ))
    ),
    'stored', 'in an envelope too'
);
select is(
    (
        select source_system from public.analytics_events
        where event_data ->> 'path' = '/env' and vendor_id = (select id from v)
    ),
    'till', 'which still speaks for its events'
);
select throws_ok(
    $$ select * from pg_temp.receive('{"broken": ') $$, 'ZA100', null, 'malformed JSON'
);
select throws_ok(
    $$ select * from pg_temp.receive('17') $$, 'ZA100', null, 'JSON that is no event'
);
select throws_ok(
    $$ select * from pg_temp.receive(repeat(e'{"x": "\\u0000"}\n', 5001), 'ndjson') $$,
    'ZA102', null, 'too many events that jsonb cannot hold'
);

select finish();
rollback;
