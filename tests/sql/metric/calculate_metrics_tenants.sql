begin;
\ir ../setup.psql
select plan(9);

create temp table v as
select
    pg_temp.make_vendor() as a,
    pg_temp.make_vendor() as b,
    pg_temp.make_vendor() as c;
grant select on v to public;
select
    pg_temp.pay(a, '2026-05-01T10:00:00Z', 1),
    pg_temp.pay(b, '2026-05-01T10:00:00Z', 10),
    pg_temp.pay(c, '2026-05-01T10:00:00Z', 100)
from v;
select analytics.fold_vendor(b) from v;
select set_config('analytics.now', '2026-05-20T10:00:00Z', true);

create function pg_temp.revenue(p_vendor_id jsonb, p_source text default 'auto')
returns numeric
language sql
as $$
    select (analytics_api.calculate_metrics(jsonb_strip_nulls(jsonb_build_object(
        'vendorId', p_vendor_id, 'metrics', '["revenue"]'::jsonb, 'timeframe', 'this_month',
        'source', p_source
    ))) #>> '{data,0,totals,0,value}')::numeric
$$;
grant execute on all functions in schema pg_temp to public;

select pg_temp.act_as(array[a]) from v;
select is(pg_temp.revenue(null), 1::numeric, 'a vendor need not be named by who has one');
select is(
    array[pg_temp.revenue('"all"'), pg_temp.revenue('"all"', 'raw')], '{1,1}',
    'all are all of one''s own, from rollups and from events'
);
select throws_ok(
    format('select pg_temp.revenue(%L)', to_jsonb((select b from v))), 'ZA201', null,
    'a vendor of others is not there'
);
select throws_ok(
    format('select pg_temp.revenue(%L)', to_jsonb(gen_random_uuid())), 'ZA201', null,
    'as little as one that is not'
);
reset role;
select pg_temp.act_as(array[a, b]) from v;
select throws_ok(
    'select pg_temp.revenue(null)', 'ZA127', null, 'who has several says which'
);
select is(
    pg_temp.revenue(to_jsonb(array[a, b])), 11::numeric, 'several may be asked for together'
)
from v;
reset role;
select pg_temp.act_as('{}');
select throws_ok('select pg_temp.revenue(null)', 'ZA127', null, 'who has none says which');
select throws_ok($$ select pg_temp.revenue('"all"') $$, 'ZA201', null, 'and finds none');
reset role;
select pg_temp.act_as('{}', true);
select cmp_ok(
    pg_temp.revenue('"all"'), '>=', 111::numeric, 'a platform administrator sees all vendors'
);

select finish();
rollback;
