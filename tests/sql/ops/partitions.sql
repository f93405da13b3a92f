begin;
\ir ../setup.psql
select plan(15);

create temp table v as select pg_temp.make_vendor() as id;

select is(
    analytics_api.ensure_partitions('2026-05-01', '2026-06-30'), 0,
    'what is there is not made again'
);
select is(
    analytics_api.ensure_partitions('2024-11-15', '2024-11-16'), 2,
    'partitions are made without a gap to those there are'
);
select results_eq(
    $$ select from_at, to_at from analytics.event_window $$,
    $$ values (timestamptz '2024-11-01 00:00:00+00', timestamptz '2028-01-01 00:00:00+00') $$,
    'the window tells which times events may have'
);
select is(
    pg_temp.pay((select id from v), '2024-11-01T00:00:00Z', 1) #>> '{counts,stored}', '1',
    'where events can then be stored'
);
select is(
    pg_temp.pay((select id from v), '2024-10-31T23:59:59Z', 1) #>> '{counts,rejected}', '1',
    'and not before'
);
select results_eq(
    $$
    select relrowsecurity, relacl is null from pg_class
    where oid = 'public.analytics_events_p2024_11'::regclass
    $$,
    $$ values (false, true) $$,
    'a partition is granted to nobody'
);
select throws_ok(
    $$ select analytics_api.ensure_partitions('2026-05-01', '2026-04-01') $$,
    'ZA107', null, 'a period runs forwards'
);
select throws_ok(
    $$ select analytics_api.ensure_partitions('1026-05-01', '2026-04-01') $$,
    'ZA107', null, 'and has a reasonable length'
);

select analytics.fold_vendor((select id from v));
update analytics.settings set raw_retention = '12 months';
-- pg_partman would go by the clock.
delete from partman.part_config;
select analytics.maintain_partitions('2026-02-15 00:00:00+00', null);
select is(
    (select from_at from analytics.event_window), timestamptz '2025-02-01 00:00:00+00',
    'partitions past the retention are detached'
);
select isnt(to_regclass('public.analytics_events_p2024_11'), null, 'their tables stay');
select is(
    (
        select sum("sum") from analytics.current_aggregates
        where vendor_id = (select id from v) and dimension = ''
    ),
    1::numeric, 'so do the rollups'
);
select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$,
    'which a recount no longer doubts'
);
select analytics_api.rebuild_rollups((select id from v));
select is(
    (
        select sum("sum") from analytics.current_aggregates
        where vendor_id = (select id from v) and dimension = ''
    ),
    1::numeric, 'and a rebuild does not lose'
);
update analytics.settings set raw_retention = null;
select analytics_api.ensure_partitions('2024-11-01', '2024-11-30');
select is(
    (select count(*) from public.analytics_events where vendor_id = (select id from v)), 1::bigint,
    'a detached partition can be attached again'
);
select pg_temp.act_as(array[(select id from v)]);
select throws_ok(
    $$ select analytics_api.ensure_partitions('2026-05-01', '2026-05-01') $$,
    'ZA403', null, 'it takes a platform administrator'
);

select finish();
rollback;
