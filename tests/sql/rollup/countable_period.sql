begin;
\ir ../setup.psql
select plan(4);

create temp table v as select pg_temp.make_vendor('America/New_York') as id;
update analytics.event_window set from_at = '2026-01-01 00:00:00+00';

select is(
    analytics.countable_period((select id from v)),
    tstzrange('2026-01-01 05:00:00+00', 'infinity', '[)'),
    'it begins with the first whole day of the vendor that has all its events'
);
select is(
    analytics.countable_period((select id from v), '2026-05-01 12:00+00', '2026-05-02 12:00+00'),
    tstzrange('2026-05-01 04:00:00+00', '2026-05-03 04:00:00+00', '[)'),
    'a period is widened to whole days of the vendor'
);
select is(
    analytics.countable_period((select id from v), '2025-05-01 12:00+00', '2025-05-02 12:00+00'),
    'empty', 'before the attached events nothing can be counted'
);
select is(
    analytics.countable_period(gen_random_uuid()), tstzrange('-infinity', 'infinity', '[)'),
    'for a vendor that is not there it is open'
);

select finish();
rollback;
