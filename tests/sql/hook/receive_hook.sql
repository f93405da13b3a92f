begin;
\ir ../setup.psql
\ir helpers.psql
select plan(34);

select lives_ok(
    $$
    select analytics_api.register_hook_map(jsonb_build_object('name', 'payments', 'sql',
        'select jsonb_build_object('
        ' ''id'', analytics_api.stable_uuid(h.payload ->> ''id''),'
        ' ''eventType'', ''payment.received'','
        ' ''timestamp'', coalesce(h.payload ->> ''at'', ''2026-05-01T10:00:00Z''),'
        ' ''eventData'', jsonb_build_object('
        '     ''paymentId'', h.payload ->> ''id'','
        '     ''amount'', 1000 / (h.payload ->> ''share'')::integer)) as event'
        ' from hook as h where h.payload ? ''share''; '
    ))
    $$,
    'a map is one SELECT'
);
select pg_temp.register('pay-one', '{"like": "stripe"}', 'payments');
select pg_temp.act_as(array[]::uuid[]);

select results_eq(
    $$
    select status, body -> 'counts', body ->> 'source', body ->> 'deliveryId'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-1", "share": 2}')
    $$,
    $$
    values (
        200, '{"received": 1, "stored": 1, "duplicate": 0, "rejected": 0}'::jsonb, 'pay-one', 'e-1'
    )
    $$,
    'a signed delivery needs no token'
);
create temp table first_answer as
select body from pg_temp.deliver_stripe('pay-one', '{"id": "e-1", "share": 2}');
select is(
    (select body from pg_temp.deliver_stripe('pay-one', '{"id": "e-1", "share": 4, "retry": 1}')),
    (select body from first_answer), 'sent again under its id it is answered the same'
);
reset role;
select results_eq(
    $$
    select event_type::text, event_data ->> 'amount', source_system
    from public.analytics_events where vendor_id = (select id from v)
    $$,
    $$ values ('payment.received', '500', 'pay-one') $$,
    'and counts once'
);
select pg_temp.act_as(array[]::uuid[]);
select results_eq(
    $$
    select status, body -> 'counts' from pg_temp.deliver_stripe('pay-one', '{"id": "e-2"}')
    $$,
    $$ values (200, '{"received": 0, "stored": 0, "duplicate": 0, "rejected": 0}'::jsonb) $$,
    'what the map makes nothing of is fine'
);

-- Signatures.
select results_eq(
    $$
    select status, body ->> 'code'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-3", "share": 2}', p_secret => 'another one')
    $$,
    $$ values (401, 'bad_signature') $$,
    'another secret'
);
select results_eq(
    $$
    select status, body ->> 'code'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-3", "share": 2}', interval '6 minutes')
    $$,
    $$ values (401, 'stale_delivery') $$,
    'signed too long ago'
);
select results_eq(
    $$
    select status, body ->> 'code'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-3", "share": 2}', interval '-6 minutes')
    $$,
    $$ values (401, 'stale_delivery') $$,
    'or too far ahead'
);
select is(
    (
        select array_agg(h.body ->> 'code') from unnest(array[
            null, '', 'nothing', 't=1', 'v1=00', 't=x,v1=zz',
            't=99999999999999999999,v1=' || repeat('0', 64)
        ]) as header
        cross join lateral analytics_api.receive_hook(
            'pay-one', jsonb_build_object('stripe-signature', header), '{}'
        ) as h
    ),
    array_fill('bad_signature'::text, array[7]), 'garbage for a signature'
);
reset role;
select is(
    (
        select count(*) from analytics.hook_deliveries
        where source_name = 'pay-one' and delivery_id = 'e-3'
    ),
    0::bigint, 'nothing is kept of what was refused'
);
select results_eq(
    $$
    select reason, refused_count from analytics.hook_refusals
    where source_name = 'pay-one' order by reason
    $$,
    $$ values ('bad_signature', 8::bigint), ('stale_delivery', 2) $$,
    'but how often'
);
select throws_ok(
    $$ select * from analytics_api.receive_hook('nobody', '{}', '{}') $$, 'ZA220', null,
    'an unknown source'
);

-- Maps that fail.
select pg_temp.act_as(array[]::uuid[]);
select results_eq(
    $$
    select status, body #>> '{verdicts,0,reasons,0,keyword}'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-4", "share": 0}')
    $$,
    $$ values (202, 'map') $$,
    'what the map cannot read is accepted, for sending it again does not help'
);
reset role;
select results_eq(
    $$
    select
        r.raw_sha256, r.door, r.state, r.context ->> 'deliveryId'
    from public.analytics_rejected_events as r where r.vendor_id = (select id from v)
    $$,
    $$
    select
        encode(sha256('{"id": "e-4", "share": 0}'), 'hex'), 'hook', 'open', 'e-4'
    $$,
    'and its body is kept'
);
select results_eq(
    $$
    select status, body #> '{counts,stored}'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-4", "share": 5}')
    $$,
    $$ values (200, '1'::jsonb) $$,
    'sent again, it is mapped again'
);
select is(
    (
        select r.state from public.analytics_rejected_events as r
        where r.vendor_id = (select id from v)
    ),
    'closed', 'and what was open is settled'
);
select results_eq(
    $$
    select status, body #>> '{verdicts,0,reasons,0,keyword}'
    from pg_temp.deliver_stripe('pay-one', 'no JSON at all')
    $$,
    $$ values (202, 'json') $$,
    'signed, but no JSON: kept too'
);
select results_eq(
    $$
    select status, body #> '{counts,rejected}'
    from pg_temp.deliver_stripe('pay-one', '{"id": "e-5", "share": -2}')
    $$,
    $$ values (202, '1'::jsonb) $$,
    'an event that its schema refuses is kept, and told'
);

-- Other schemes.
select pg_temp.register('form-one', '{"like": "typeform"}', 'payments');
select pg_temp.register('git-one', '{"like": "github"}', 'payments');
select pg_temp.register(
    'token-one', '{"like": "token", "deliveryPath": ["id"]}', 'payments'
);
select is(
    (
        select status from pg_temp.deliver_plain(
            'form-one', '{"event_id": "f-1", "id": "f-1", "share": 2}', 'sha256=' || encode(
                pg_temp.sign('{"event_id": "f-1", "id": "f-1", "share": 2}'), 'base64'
            ), null
        )
    ),
    200, 'a signature of the body in base64'
);
select is(
    (
        select body ->> 'deliveryId' from pg_temp.deliver_plain(
            'git-one', '{"id": "g-1", "share": 2}', 'sha256=' || encode(
                pg_temp.sign('{"id": "g-1", "share": 2}'), 'hex'
            ), 'd-77'
        )
    ),
    'd-77', 'in hexadecimal, with the id of the delivery in a header'
);
select is(
    (
        select body ->> 'deliveryId' from pg_temp.deliver_plain(
            'git-one', '{"id": "g-2"}', 'sha256=' || encode(
                pg_temp.sign('{"id": "g-2"}'), 'hex'
            ), repeat('long', 100)
        )
    ),
    'sha256 ' || encode(sha256(convert_to(repeat('long', 100), 'UTF8')), 'hex'),
    'an id that is too long becomes its hash'
);
select is(
    (
        select status from pg_temp.deliver_plain(
            'git-one', '{"id": "g-3"}', encode(pg_temp.sign('{"id": "g-3"}'), 'hex'), null
        )
    ),
    401, 'without its prefix it is none'
);
select results_eq(
    $$
    select h.status, left(h.body ->> 'deliveryId', 7)
    from analytics_api.receive_hook(
        'token-one', '{"authorization": "Bearer a secret of the tests"}', '{"share": 1}'
    ) as h
    $$,
    $$ values (202, 'sha256 ') $$,
    'a mere secret, and a body without an id'
);
select is(
    (
        select h.status from analytics_api.receive_hook(
            'token-one', '{"authorization": "Bearer a secret of the test"}', '{"share": 1}'
        ) as h
    ),
    401, 'a shorter secret is none'
);

-- Two secrets live while one is replaced.
select analytics_api.rotate_hook_secret('pay-one', 'the second secret of it', '1 hour');
select is(
    (
        select array_agg(d.status) from (values
            ('a secret of the tests'), ('the second secret of it')
        ) as s (secret)
        cross join lateral pg_temp.deliver_stripe(
            'pay-one', '{"id": "r-1"}', p_secret => s.secret
        ) as d
    ),
    '{200,200}', 'the old and the new secret both count'
);
select analytics_api.rotate_hook_secret('pay-one', 'the third secret of it', '1 hour');
select is(
    (
        select array_agg(d.status) from (values
            ('a secret of the tests'), ('the second secret of it'), ('the third secret of it')
        ) as s (secret)
        cross join lateral pg_temp.deliver_stripe(
            'pay-one', '{"id": "r-2"}', p_secret => s.secret
        ) as d
    ),
    '{401,200,200}', 'never three'
);
select matches(
    analytics_api.rotate_hook_secret('pay-one', p_overlap => '0'), '^whsec_[0-9a-f]{64}$',
    'a random one where none is given'
);
select is(
    (
        select status from pg_temp.deliver_stripe(
            'pay-one', '{"id": "r-3"}', p_secret => 'the third secret of it'
        )
    ),
    401, 'without overlap the old one ends at once'
);
select is(
    (
        select count(*) from pg_class as c
        cross join lateral aclexplode(c.relacl) as a
        where c.oid = 'analytics.hook_secrets'::regclass
            and a.grantee <> 'analytics_owner'::regrole
    ),
    0::bigint, 'nobody is granted the secrets, not even the owner of the api'
);

-- What a map can do: read its payload.
create function pg_temp.run_map(p_sql text)
returns text
language plpgsql
as $$
begin
    return analytics_api.run_hook_map(p_sql, '{"a": 1}', '{}') ->> 0;
exception
    when others then
        return sqlstate;
end;
$$;
select is(
    pg_temp.run_map($$
        select to_jsonb(set_config('transaction_read_only', 'off', true)) as event
    $$),
    '25001', 'a map cannot make itself writing'
);
select is(
    pg_temp.run_map($$ select to_jsonb(set_config('role', 'analytics_owner', true)) as event $$),
    '42501', 'nor take another role'
);
select is(
    pg_temp.run_map($$ select to_jsonb(s.secret) as event from analytics.hook_secrets as s $$),
    '42501', 'nor read a secret'
);
select is(
    pg_temp.run_map($$
        select to_jsonb(analytics_api.ingest_events('[]')) as event from hook
    $$),
    '25006', 'nor write by a function'
);
select is(
    pg_temp.run_map($$ select jsonb_build_array(g) as event from generate_series(1, 5001) as g $$),
    'ZA102', 'nor make more events than a batch may have'
);

select finish();
rollback;
