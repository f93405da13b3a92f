begin;
\ir ../setup.psql
select plan(3);

update analytics.settings set partition_interval = 'weekly';
select is(
    analytics.partition_name('2026-01-05 00:00:00+00', 'weekly'), 'analytics_events_p2026w02',
    'a week is named by its ISO number'
);
select is(
    analytics_api.ensure_partitions('2028-01-05', '2028-01-20'), 3,
    'weekly partitions are made where the setting says so'
);
select is(
    (select to_at from analytics.event_window), timestamptz '2028-01-24 00:00:00+00',
    'up to the end of the last week'
);

select finish();
rollback;
