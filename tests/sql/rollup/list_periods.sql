begin;
\ir ../setup.psql
select plan(5);

select results_eq(
    $$
    select aggregation_level, time_period
    from analytics.list_periods('2026-03-29 01:00:00+00', 'Europe/Berlin', 1, true)
    $$,
    $$
    values
    ('hourly', timestamptz '2026-03-29 01:00:00+00'),
    ('daily', timestamptz '2026-03-28 23:00:00+00'),
    ('weekly', timestamptz '2026-03-22 23:00:00+00'),
    ('monthly', timestamptz '2026-02-28 23:00:00+00')
    $$,
    'periods begin at midnight of the zone, also on the day the clocks change'
);
select is(
    (
        select count(*) from analytics.list_periods('2026-03-29 00:00:00+00', 'UTC', 1, false)
    ),
    3::bigint, 'a daily bucket has no hour'
);
select is(
    analytics.start_of_week('2026-05-03 12:00:00+00', 'UTC', 1),
    timestamptz '2026-04-27 00:00:00+00', 'a Sunday ends the week that begins on Monday'
);
select is(
    analytics.start_of_week('2026-05-03 12:00:00+00', 'UTC', 7),
    timestamptz '2026-05-03 00:00:00+00', 'a Sunday begins the week that begins on Sunday'
);
select is(
    analytics.start_of_week('2026-05-02 12:00:00+00', 'UTC', 7),
    timestamptz '2026-04-26 00:00:00+00', 'a Saturday ends the week that begins on Sunday'
);

select finish();
rollback;
