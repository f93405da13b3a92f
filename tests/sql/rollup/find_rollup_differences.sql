begin;
\ir ../setup.psql
select plan(8);

create temp table v as select pg_temp.make_vendor('America/New_York', 'USD') as id;
select pg_temp.pay(id, '2026-05-01T18:20:00Z', 100) from v;
select pg_temp.ingest(pg_temp.make_event(
    id, 'booking.confirmed', '2026-05-03T10:00:00Z',
    '{"bookingId": "b1", "weddingDate": "2026-06-01"}'
)) from v;

select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$,
    'nothing differs before the fold'
);
select analytics.fold_vendor((select id from v));
select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$,
    'nothing differs after the fold'
);

update public.analytics_aggregates set "sum" = 101
where vendor_id = (select id from v) and metric_name = 'revenue' and dimension = '';
select results_eq(
    $$
    select what, item ->> 'metric', expected -> 1, got -> 1
    from analytics.find_rollup_differences((select id from v)) order by what desc
    $$,
    $$
    values
    ('rollup', 'revenue', '100'::jsonb, '101'::jsonb),
    ('metric', 'revenue', '101', '100'), ('metric', 'revenue', '101', '100'),
    ('metric', 'revenue', '101', '100'), ('metric', 'revenue', '101', '100')
    $$,
    'a wrong sum is found, against the events and against the metrics'
);
select is_empty(
    $$
    select * from analytics.find_rollup_differences(
        (select id from v), '2026-05-02 12:00+00', '2026-05-03'
    )
    where what = 'rollup'
    $$,
    'only the period asked for is looked at'
);
delete from analytics.booking_facts where vendor_id = (select id from v);
select ok(
    exists (
        select from analytics.find_rollup_differences((select id from v)) where what = 'booking'
    ),
    'a missing fact is found'
);
select is(
    jsonb_array_length(analytics_api.verify_rollups((select id from v)) -> 'differences'), 6,
    'verify_rollups reports the same'
);
select throws_ok(
    $$ select analytics.verify_item(now(), (select id::text from v)) $$,
    'ZA902', null, 'the nightly job fails on a difference'
);

select analytics_api.rebuild_rollups((select id from v));
select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$,
    'rebuild_rollups heals'
);

select finish();
rollback;
