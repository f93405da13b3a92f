begin;
\ir ../setup.psql
select plan(15);

create temp table v as
select
    pg_temp.make_vendor() as mine,
    pg_temp.make_vendor() as theirs;
grant select on v to public;
create role test_bi login in role analytics_reader;
create role test_shop login in role analytics_ingest;
create role test_free login in role analytics_reader;
select pg_temp.pay(mine, '2026-05-01T10:00:00Z', 100) from v;
select pg_temp.pay(theirs, '2026-05-01T10:00:00Z', 777) from v;
select analytics.fold_vendor(u.vendor_id)
from v cross join lateral (values (v.mine), (v.theirs)) as u (vendor_id);
refresh materialized view public.mv_vendor_daily_metrics;
create function pg_temp.claim(p_claims jsonb)
returns void
language sql
as $$
    select set_config('request.jwt.claims', p_claims::text, true)
$$;
create function pg_temp.claim_theirs()
returns void
language sql
as $$
    select pg_temp.claim(jsonb_build_object(
        'app_metadata', jsonb_build_object('vendor_ids', array[theirs], 'platform_admin', true)
    )) from v
$$;
create function pg_temp.visible()
returns setof uuid
language sql
as $$
    select distinct m.vendor_id from analytics_api.vendor_daily_metrics as m
    where m.vendor_id in (select mine from v union all select theirs from v)
$$;
grant execute on all functions in schema pg_temp to public;

select throws_ok(
    format('select analytics_api.bind_login(%L, array[]::uuid[])', l.name), 'ZA148', null, l.why
)
from (
    values
    ('test_nobody', 'a login that there is not'),
    ('analytics_api_user', 'the service'),
    (session_user::text, 'a DBA'),
    (null, 'none')
) as l (name, why);
select analytics_api.bind_login('test_bi', array[mine]) from v;
select analytics_api.bind_login('test_shop', array[theirs]) from v;
select analytics_api.bind_login('test_shop', array[mine, mine]) from v;
select results_eq(
    $$ select l.login_name, l.vendor_id from analytics.login_vendors as l order by 1 $$,
    $$ select n.name, v.mine from v cross join (values ('test_bi'), ('test_shop')) as n (name) $$,
    'a login has the vendors that were named last'
);

set session authorization test_bi;
select results_eq('select pg_temp.visible()', 'select mine from v', 'it sees its vendor');
select pg_temp.claim_theirs();
select results_eq(
    'select pg_temp.visible()', 'select mine from v', 'whatever claims it sets, and no others'
);
select ok(not analytics.is_platform_admin(), 'nor is it an administrator by claim');
select throws_ok(
    format(
        $$ select analytics_api.calculate_metrics('{"vendorId": "%s", "metrics": ["revenue"],
        "timeframe": "today"}') $$, (select theirs from v)
    ), 'ZA201', null, 'it gets no metrics of others'
);
select throws_ok(
    $$ select analytics_api.bind_login('test_bi', array[theirs]) from v $$, '42501', null,
    'it does not bind itself'
);

set session authorization test_shop;
select pg_temp.claim_theirs();
select is(
    analytics_api.ingest_events(pg_temp.make_event(
        theirs, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": "/"}'
    )) #> '{verdicts,0,reasons,0,keyword}', '"vendor"', 'a producer sends nothing for others'
)
from v;
select is(
    analytics_api.ingest_events(pg_temp.make_event(
        mine, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": "/"}'
    )) #>> '{verdicts,0,status}', 'stored', 'but for its own'
)
from v;

reset session authorization;
select pg_temp.claim('{}');
delete from public.user_profiles where id = (select mine from v);
set session authorization test_bi;
select pg_temp.claim_theirs();
select is_empty(
    'select pg_temp.visible() intersect select theirs from v',
    'a login whose vendor is gone stays bound'
);

reset session authorization;
select pg_temp.claim('{}');
select analytics_api.bind_login('test_bi', '{}');
select is_empty(
    $$ select 1 from analytics.login_vendors where login_name = 'test_bi' $$,
    'without vendors it is no longer bound'
);
set session authorization test_free;
select pg_temp.claim_theirs();
select ok(analytics.is_platform_admin(), 'one that is not bound is believed its claims');
reset session authorization;

select finish();
rollback;
