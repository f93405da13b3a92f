begin;
select plan(8);

select is(analytics.try_uuid('x'), null, 'no UUID');
select is(
    analytics.try_uuid('11111111-1111-4111-8111-111111111111'),
    '11111111-1111-4111-8111-111111111111'::uuid, 'a UUID'
);
select is(analytics.try_inet('300.1.1.1'), null, 'no address');
select is(analytics.try_inet('192.0.2.1'), inet '192.0.2.1', 'an address');
select is(analytics.try_integer('-1'), null, 'no whole number');
select is(analytics.try_integer('12'), 12, 'a whole number');
select is(analytics.try_timestamptz('2026-13-01T00:00:00Z'), null, 'no time');
select is(
    analytics.try_timestamptz('2026-05-01t10:00:00z'), timestamptz '2026-05-01 10:00:00+00',
    'a time'
);

select finish();
rollback;
