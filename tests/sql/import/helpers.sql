begin;
select plan(20);

select is(
    analytics_api.stable_uuid('a name'), analytics_api.stable_uuid('a name'),
    'the same name has the same UUID'
);
select isnt(
    analytics_api.stable_uuid('a name'), analytics_api.stable_uuid('a name '),
    'another name has another'
);
select is(
    analytics_api.stable_uuid('wedsync')::text, left(encode(sha256('wedsync'), 'hex'), 8) || '-'
    || substr(encode(sha256('wedsync'), 'hex'), 9, 4) || '-8'
    || substr(encode(sha256('wedsync'), 'hex'), 14, 3) || '-8'
    || substr(encode(sha256('wedsync'), 'hex'), 18, 3) || '-'
    || substr(encode(sha256('wedsync'), 'hex'), 21, 12),
    'it is the SHA-256 with the bits of version 8'
);
select is(analytics_api.stable_uuid(null), null, 'no name, no UUID');

select is(analytics_api.try_number(' -1.50 '), -1.50, 'a decimal');
select is(analytics_api.try_number('.5'), 0.5, 'without a leading zero');
select is(analytics_api.try_number('12.'), 12::numeric, 'without decimals');
select is(analytics_api.try_number('1,5'), null, 'a comma is none');
select is(analytics_api.try_number('1e5'), null, 'nor is an exponent');
select is(analytics_api.try_number('NaN'), null, 'nor is NaN');
select is(analytics_api.try_number(''), null, 'nor is nothing');

select is(analytics_api.try_date('2015-July-1'), '2015-07-01'::date, 'a day with a month''s name');
select is(analytics_api.try_date(' 2016-2-29 '), '2016-02-29'::date, 'a leap day');
select is(analytics_api.try_date('2015-02-29'), null, 'a day that is not');
select is(analytics_api.try_date('2015-Juli-01'), null, 'a month that is not');
select is(analytics_api.try_date('tomorrow'), null, 'no day that depends on the clock');

select is(
    analytics_api.try_local_time('2011-07-01 08:26:00', 'Europe/London'),
    '2011-07-01 07:26:00+00'::timestamptz, 'a summer''s time in London'
);
select is(
    analytics_api.try_local_time('2011-01-01T08:26', 'Asia/Kolkata'),
    '2011-01-01 02:56:00+00'::timestamptz, 'a time in Kolkata'
);
select is(analytics_api.try_local_time('2011-02-30 08:26', 'UTC'), null, 'a time that is not');
select throws_ok(
    $$ select analytics_api.try_local_time('2011-01-01 08:26', 'Mars/Base') $$,
    '22023', null, 'an unknown zone is no value but a mistake'
);

select finish();
rollback;
