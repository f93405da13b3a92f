begin;
\ir ../setup.psql
select plan(19);

create temp table v as select pg_temp.make_vendor() as id;
insert into v select pg_temp.make_vendor();
create temp table mine as
select
    min(id::text) as id,
    max(id::text) as other_id
from v;
grant select on mine to public;

create function pg_temp.request(p_members jsonb default '{}')
returns jsonb
language sql
as $$
    select jsonb_build_object(
        'vendorId', m.id, 'requestedAt', clock_timestamp(), 'callerId', 'u', 'callerKind', 'user',
        'route', '/a', 'method', 'GET', 'status', 200, 'durationMs', 10, 'databaseMs', 5,
        'rowCount', 3, 'byteCount', 100, 'cacheStatus', null, 'requestId', 'r', 'traceId', 't'
    ) || p_members
    from mine as m
$$;
grant execute on function pg_temp.request(jsonb) to public;
create function pg_temp.report(p_vendor_id text, p_group_by text default 'route')
returns jsonb
language sql
as $$
    select analytics_api.get_usage(
        to_jsonb(p_vendor_id), null, clock_timestamp() + interval '1 hour', p_group_by
    ) -> 'usage'
$$;
grant execute on function pg_temp.report(text, text) to public;

select analytics.maintain_usage_partitions(now());
select is(
    analytics_api.record_usage(jsonb_build_array(
        pg_temp.request(),
        pg_temp.request('{"durationMs": 20, "cacheStatus": "hit"}'),
        pg_temp.request('{"durationMs": 30, "cacheStatus": "miss", "callerKind": "key"}'),
        pg_temp.request('{"status": 429, "durationMs": 1, "rowCount": null}'),
        pg_temp.request('{"status": 503, "route": "/b", "method": "POST", "byteCount": null}'),
        pg_temp.request(jsonb_build_object('vendorId', (select other_id from mine)))
    )),
    6, 'all requests of a batch are noted'
);
select is(
    analytics_api.record_usage(jsonb_build_array(
        pg_temp.request('{"vendorId": null, "requestedAt": "2001-01-01T00:00:00Z"}'),
        pg_temp.request('{"vendorId": "nobody", "requestedAt": "2101-01-01T00:00:00Z"}')
    )),
    2, 'a wrong clock and an unknown vendor are no reason to lose one'
);
select is(
    (
        select count(*)::integer from public.analytics_api_usage as u
        where u.vendor_id = '00000000-0000-0000-0000-000000000000'
            and u.requested_at between now() - interval '61 minutes' and clock_timestamp()
            and u.caller_id = 'u' and u.request_id = 'r'
    ),
    2, 'they are of no vendor, and of about now'
);
create temp table member as select gen_random_uuid() as id;
insert into analytics.vendor_members (vendor_id, user_id, member_role)
select
    m.id::uuid,
    n.id,
    'staff'
from mine as m
cross join member as n;
select analytics_api.record_usage(jsonb_build_array(pg_temp.request(
    jsonb_build_object('vendorId', null, 'callerId', (select id from member), 'route', '/member')
)));

select pg_temp.act_as(array[(select id::uuid from mine)]);
select is(
    pg_temp.report(null),
    '[{"key": "GET /a", "requests": 4, "errors": 1, "failures": 0, "refused": 1, "p50Ms": 15.00,
       "p95Ms": 28.50, "p99Ms": 29.70, "databaseMs": 20.0, "rows": 9, "bytes": 400,
       "cacheHitShare": 0.5000},
      {"key": "GET /member", "requests": 1, "errors": 0, "failures": 0, "refused": 0,
       "p50Ms": 10.00, "p95Ms": 10.00, "p99Ms": 10.00, "databaseMs": 5.0, "rows": 3, "bytes": 100,
       "cacheHitShare": null},
      {"key": "POST /b", "requests": 1, "errors": 1, "failures": 1, "refused": 0, "p50Ms": 10.00,
       "p95Ms": 10.00, "p99Ms": 10.00, "databaseMs": 5.0, "rows": 3, "bytes": 0,
       "cacheHitShare": null}]'::jsonb,
    'a vendor sees its own requests by route, those of its members included'
);
select is(
    (
        select jsonb_agg(jsonb_build_array(i -> 'key', i -> 'requests'))
        from jsonb_array_elements(pg_temp.report(null, 'status')) as i
    ),
    '[["200", 4], ["429", 1], ["503", 1]]'::jsonb, 'by status'
);
select is(
    jsonb_array_length(pg_temp.report(null, 'caller')), 3, 'by caller: a user is not a key'
);
select is(
    pg_temp.report(null, 'day') #>> '{0,key}',
    to_char(now() at time zone 'UTC', 'YYYY-MM-DD'), 'by day'
);
select is(
    analytics_api.get_usage(
        null, '2020-01-01 00:00:00Z', '2020-02-01 00:00:00Z'
    ) -> 'usage', '[]'::jsonb, 'of a time without requests there is nothing'
);
select throws_ok(
    format('select pg_temp.report(%L)', (select other_id from mine)), 'ZA201', null,
    'the requests of another vendor are not to be seen'
);
select throws_ok(
    'select analytics_api.get_usage(null, now(), now())', 'ZA134', null,
    'a timeframe must not be empty'
);
select throws_ok(
    $$ select analytics_api.get_usage(null, now() - interval '101 days') $$, 'ZA134', null,
    'nor too long'
);
select throws_ok(
    $$ select pg_temp.report(null, 'moon') $$, 'ZA135', null, 'there must be such a group'
);
reset role;

select pg_temp.act_as('{}', true);
select cmp_ok(
    (
        select sum((i ->> 'requests')::integer)
        from jsonb_array_elements(pg_temp.report(null)) as i
    ),
    '>=', 9::bigint, 'a platform administrator sees those of all'
);
reset role;

-- Partitions.
select analytics.maintain_usage_partitions('2031-01-31 12:00:00Z');
select has_table('public', 'analytics_api_usage_p2031_01', 'there is one for the month');
select has_table('public', 'analytics_api_usage_p2031_03', 'and for the two that follow');
select is(
    (
        select count(*)::integer from pg_inherits as i
        where i.inhparent = 'public.analytics_api_usage'::regclass
    ),
    3, 'those past the retention are gone, with their requests'
);
select is(
    (
        select pg_get_expr(c.relpartbound, c.oid) from pg_class as c
        where c.relname = 'analytics_api_usage_p2031_03'
    ),
    $$FOR VALUES FROM ('2031-03-01 00:00:00+00') TO ('2031-04-01 00:00:00+00')$$,
    'months are those of UTC'
);
select lives_ok(
    $$ select analytics.maintain_usage_partitions('2031-01-31 12:00:00Z') $$,
    'what is there already stays'
);
set local timezone = 'Europe/Vienna';
select analytics.maintain_usage_partitions('2031-02-28 12:00:00Z');
select has_table(
    'public', 'analytics_api_usage_p2031_04', 'no month is left out, whatever the time zone is'
);

select finish();
rollback;
