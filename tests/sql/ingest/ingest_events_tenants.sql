begin;
\ir ../setup.psql
select plan(8);

create temp table v as
select
pg_temp.make_vendor() as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;

select pg_temp.act_as(array[(select mine from v)]);
create temp table answers as
select
    pg_temp.ingest(pg_temp.make_event(
        theirs, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": "/secret"}'
    )) -> 'verdicts' -> 0 as foreign_verdict,
    pg_temp.ingest(pg_temp.make_event(
        '33333333-3333-4333-8333-333333333333', 'page.viewed', '2026-05-01T10:00:00Z',
        '{"path": "/secret"}'
    )) -> 'verdicts' -> 0 as unknown_verdict
from v;
select is(
    (select foreign_verdict #>> '{reasons,0,keyword}' from answers), 'vendor',
    'an event of another vendor is refused'
);
select is(
    (select foreign_verdict #- '{reasons,0,got}' from answers),
    (select unknown_verdict #- '{reasons,0,got}' from answers),
    'exactly as one of a vendor that does not exist'
);
select is(
    (
        select pg_temp.ingest(
            pg_temp.make_event(mine, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": "/"}')
            - 'vendorId'
        ) #>> '{verdicts,0,status}'
        from v
    ),
    'stored', 'who has one vendor need not name it'
);
select throws_ok(
    'select * from public.analytics_events', '42501', null, 'the role of the app sees no table'
);
select throws_ok(
    'select * from analytics.rollup_deltas', '42501', null, 'nor the machinery'
);
reset role;
select results_eq(
    $$
    select vendor_id from public.analytics_rejected_events
    where convert_from(raw_event, 'UTF8') like '%/secret%' and vendor_id is distinct from (select theirs from v)
    $$,
    $$ select mine from v union all select mine from v $$,
    'the rejects belong to the sender, not to the vendor that was named'
);

set local role analytics_definer;
select set_config('request.jwt.claims', format(
    '{"app_metadata": {"vendor_ids": ["%s"]}}', (select mine from v)
), true);
select is(
    (select count(distinct vendor_id) from public.analytics_events), 1::bigint,
    'the role that owns the api sees the vendors of the claims only'
);
select set_config('request.jwt.claims', '', true);
select is(
    (select count(*) from public.analytics_events), 0::bigint, 'and without claims none'
);

select finish();
rollback;
