begin;
\ir ../setup.psql
select plan(4);

create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.pay(id, '2026-05-01T18:20:00Z', 100) from v;

select is(
    analytics_api.verify_rollups((select id from v)), '{"checked": 1, "differences": []}',
    'a vendor whose rollups are right has no differences'
);
select ok(
    (analytics_api.verify_rollups() ->> 'checked')::integer >= 1,
    'without a vendor all of them are checked'
);
select throws_ok(
    $$ select analytics_api.verify_rollups(gen_random_uuid()) $$,
    'ZA201', null, 'a vendor that is not there cannot be verified'
);
select pg_temp.act_as(array[]::uuid[]);
select throws_ok(
    $$ select analytics_api.verify_rollups() $$,
    'ZA403', null, 'it takes a platform administrator'
);

select finish();
rollback;
