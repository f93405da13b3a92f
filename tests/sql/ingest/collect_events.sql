begin;
\ir ../setup.psql
select plan(13);

create temp table v as select pg_temp.make_vendor() as id;
create temp table k as
select analytics_api.create_publishable_key(jsonb_build_object(
    'vendorId', (select id from v), 'origins', array['https://www.example.com']
)) ->> 'key' as key;
grant select on v, k to public;
create function pg_temp.collect(p_body text, p_origin text default 'https://www.example.com')
returns table (status integer, body jsonb)
language sql
as $$
    select c.status, c.body
    from analytics_api.collect_events(
        p_body, (select key from k), p_origin,
        '{"ipAddress": "192.0.2.7", "userAgent": "a browser", "requestId": "r-1"}'
    ) as c
$$;
grant execute on all functions in schema pg_temp to public;
select pg_temp.act_as(array[]::uuid[]);

select results_eq(
    $$
    select status, body -> 'counts' from pg_temp.collect(
        '[{"id": "019de2f0-6b1e-7c54-9d1a-3f1f4a0b7c11", "eventType": "page.viewed",
        "sessionId": "s-1", "eventData": {"path": "/a"}, "ipAddress": "8.8.8.8",
        "sourceSystem": "till", "priority": "critical"}]'
    )
    $$,
    $$ values (200, '{"received": 1, "stored": 1, "duplicate": 0, "rejected": 0}'::jsonb) $$,
    'a page needs its key and nothing else'
);
reset role;
select results_eq(
    $$
    select
        e."timestamp", e.source_system, e.priority, e.ip_address, e.user_agent, e.session_id::text
    from public.analytics_events as e where e.vendor_id = (select id from v)
    $$,
    $$
    select
        analytics.uuid_v7_time('019de2f0-6b1e-7c54-9d1a-3f1f4a0b7c11'), 'browser', 'low',
        inet '192.0.2.7', 'a browser', 's-1'
    $$,
    'the id says when; what the server knows better, a page cannot say'
);
select pg_temp.act_as(array[]::uuid[]);
select is(
    (select body #>> '{verdicts,0,status}' from pg_temp.collect(
        '{"id": "019de2f0-6b1e-7c54-9d1a-3f1f4a0b7c11", "eventType": "page.viewed",
        "eventData": {"path": "/a"}}'
    )),
    'duplicate', 'sent again it is known by its id'
);
select is(
    (
        select jsonb_path_query_array(body, '$.verdicts[*].status') from pg_temp.collect(
            '[{"eventType": "session.started", "eventData": {"path": "/"}},
            {"eventType": "form.started", "eventData": {"formId": "contact"}},
            {"eventType": "form.submitted", "eventData": {"formId": "contact"}},
            {"eventType": "quote.viewed", "eventData": {"quoteId": "q-1"}}]'
        )
    ),
    '["stored", "stored", "stored", "stored"]'::jsonb, 'what browsers may tell'
);
select results_eq(
    $$
    select
        status, body #>> '{verdicts,0,reasons,0,keyword}',
        body #>> '{verdicts,1,reasons,0,pointer}', body #>> '{verdicts,2,reasons,0,got}'
    from pg_temp.collect(
        '[{"eventType": "payment.received", "eventData": {"paymentId": "p", "amount": 1}},
        {"eventData": {}}, {"eventType": "no.such", "eventData": {}}, "text"]'
    )
    $$,
    $$ values (422, 'eventType', '/eventType', 'no.such') $$,
    'and nothing else: no money, no bookings'
);
reset role;
select is(
    (
        select count(*) from public.analytics_rejected_events as r
        where r.vendor_id = (select id from v) and r.door = 'browser'
    ),
    4::bigint, 'what was refused is kept'
);
select results_eq(
    $$
    select status, body #>> '{verdicts,0,reasons,0,pointer}' from pg_temp.collect(format(
        '{"vendorId": "%s", "eventType": "page.viewed", "eventData": {"path": "/"}}',
        pg_temp.make_vendor()
    ))
    $$,
    $$ values (422, '/vendorId') $$,
    'nor anything of another vendor'
);
select is(
    (
        select body #>> '{counts,stored}' from pg_temp.collect(
            '{"eventType": "page.viewed", "eventData": {"path": "/\u0000x"}}'
        )
    ),
    '1', 'what text cannot hold is left out of it'
);
select is((select status from pg_temp.collect('[]')), 200, 'an empty queue is fine');
select throws_ok($$ select * from pg_temp.collect('oops') $$, 'ZA100', null, 'no JSON');
select throws_ok($$ select * from pg_temp.collect('17') $$, 'ZA100', null, 'no events');
select throws_ok(
    $$
    select * from pg_temp.collect(
        (select jsonb_agg(g) from generate_series(1, 101) as g)::text
    )
    $$,
    'ZA102', null, 'too many at once'
);
select throws_ok(
    $$ select * from pg_temp.collect('[]', 'https://evil.example') $$, 'ZA405', null,
    'from another page'
);

select finish();
rollback;
