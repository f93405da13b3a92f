begin;
\ir ../setup.psql
select plan(4);

create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.pay(id, '2026-05-01T18:20:00Z', 100) from v;

select throws_ok(
    $$ update public.analytics_events set event_data = '{}' where vendor_id = (select id from v) $$,
    'ZA302', null, 'events are never updated'
);
select throws_ok(
    'truncate public.analytics_events', 'ZA302', null, 'nor truncated'
);
select results_eq(
    $$
    select tgname::text from pg_trigger
    where tgrelid = 'public.analytics_events'::regclass and not tgisinternal
        and (tgtype & 1) = 1
    $$,
    $$ select null::text where false $$,
    'no trigger runs per row'
);
select is_empty(
    $$
    select from analytics.booking_changes where vendor_id = (select id from v)
    $$,
    'a payment changes no booking'
);

select finish();
rollback;
