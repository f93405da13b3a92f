begin;
\ir ../setup.psql
select plan(6);

create temp table v as select pg_temp.make_vendor('Australia/Lord_Howe', 'AUD') as id;
select pg_temp.pay(id, '2026-04-04T14:45:00Z', 10) from v;
select pg_temp.pay(id, '2026-04-04T15:15:00Z', 20) from v;
select pg_temp.ingest(pg_temp.make_event(
    id, 'booking.confirmed', '2026-05-03T10:00:00Z',
    '{"bookingId": "b1", "weddingDate": "2026-06-01"}'
)) from v;
select analytics.fold_vendor((select id from v));

create temp table before as
select
metric_name,
dimension,
dimension_value,
bucket,
"count",
"sum"
from public.analytics_aggregates where vendor_id = (select id from v);

delete from public.analytics_aggregates where vendor_id = (select id from v);
delete from analytics.booking_history where vendor_id = (select id from v);
update analytics.booking_facts set status = 'completed' where vendor_id = (select id from v);

select is(
    analytics_api.rebuild_rollups((select id from v)) ->> 'bookingEvents', '1',
    'the events of bookings are read anew'
);
select set_eq(
    $$
    select metric_name, dimension, dimension_value, bucket, "count", "sum"
    from public.analytics_aggregates where vendor_id = (select id from v)
    $$,
    $$ select * from before $$,
    'aggregates are what they were, also in the hour that a half-hour time change repeats'
);
select is(
    (select status from analytics.booking_facts where vendor_id = (select id from v)), 'confirmed',
    'facts are what the events say'
);
select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$, 'nothing differs'
);
select throws_ok(
    $$ select analytics_api.rebuild_rollups(gen_random_uuid()) $$,
    'ZA201', null, 'a vendor that is not there cannot be rebuilt'
);
select pg_temp.act_as(array[(select id from v)]);
select throws_ok(
    $$ select analytics_api.rebuild_rollups('00000000-0000-4000-8000-000000000001') $$,
    'ZA403', null, 'it takes a platform administrator'
);

select finish();
rollback;
