begin;
\ir ../setup.psql
-- What somebody with a login of his own may try, beside asking.
select plan(22);

create temp table v as
select
    pg_temp.make_vendor() as mine,
    pg_temp.make_vendor() as theirs;
grant select on v to public;
select pg_temp.pay(mine, '2026-05-01T10:00:00Z', 100) from v;
select pg_temp.pay(theirs, '2026-05-01T10:00:00Z', 777) from v;
select analytics.fold_vendor(u.vendor_id)
from v cross join lateral (values (v.mine), (v.theirs)) as u (vendor_id);
refresh materialized view public.mv_vendor_daily_metrics;

create temp table seen (value text);
grant insert, select on seen to public;
-- Cheap, so that a planner would like to call it before any condition of ours.
create function pg_temp.leak(p_value text)
returns boolean
language plpgsql
cost 0.0000001
as $$
begin
    insert into seen values (p_value);
    return true;
end;
$$;
grant execute on all functions in schema pg_temp to public;

select set_config('request.jwt.claims', jsonb_build_object(
    'app_metadata', jsonb_build_object('vendor_ids', array[mine])
)::text, true) from v;

-- A BI tool.
set local role analytics_reader;
select results_eq(
    $$ select distinct vendor_id from analytics_api.vendor_daily_metrics $$,
    $$ select mine from v $$,
    'a reader sees the days of its own vendor'
);
select is(
    (
        select count(*) from analytics_api.vendor_daily_metrics
        where vendor_id = (select theirs from v)
    ), 0::bigint, 'it counts nothing of others'
);
select count(*) from analytics_api.vendor_daily_metrics
where pg_temp.leak(vendor_id || ' ' || daily_value);
select cmp_ok(
    (select count(*) from seen where value like (select mine || '%' from v)), '>', 0::bigint,
    'a cheap function of its own gets to see its own rows'
);
select is_empty(
    $$ select value from seen where value not like (select mine || '%' from v) $$,
    'and no others'
);
select lives_ok(
    $$
    select 1 / (daily_value - 777) from analytics_api.vendor_daily_metrics
    $$,
    'an error that only the row of another could raise is not raised'
);
select lives_ok(
    $$
    select count(*) from analytics_api.vendor_daily_metrics
    where (case when vendor_id = (select theirs from v) then 'x' else '1' end)::integer = 1
    $$,
    'nor one in a condition'
);
select throws_ok(
    format('select count(*) from %s', r.name), '42501', null,
    format('a reader does not read %s', r.name)
)
from (values
    ('public.analytics_events'), ('public.analytics_events_p2026_05'),
    ('public.mv_vendor_daily_metrics'), ('analytics.vendor_daily_metrics'),
    ('public.analytics_metrics'), ('analytics.api_keys'), ('analytics.idempotency_keys')
) as r (name);
select throws_ok(
    format(
        $$ select analytics_api.calculate_metrics('{"vendorId": "%s", "metrics": ["revenue"],
        "timeframe": "today"}') $$, (select theirs from v)
    ), 'ZA201', null, 'it asks for no metrics of others'
);
select is_empty(
    $$
    select tablename from pg_stats
    where tablename ~ '^(analytics_|mv_vendor)' and schemaname in ('public', 'analytics')
    $$,
    'statistics, which hold values, are not for it'
);
select set_config('request.jwt.claims', '', true);
select is(
    (select count(*) from analytics_api.vendor_daily_metrics), 0::bigint,
    'without claims there is nothing'
);

-- A producer.
set local role analytics_ingest;
select throws_ok(
    $$ select count(*) from public.analytics_inbox $$, '42501', null,
    'a producer does not read the inbox'
);
select throws_ok(
    $$ select count(*) from analytics_api.vendor_daily_metrics $$, '42501', null,
    'nor the views'
);
select set_config('request.jwt.claims', jsonb_build_object(
    'app_metadata', jsonb_build_object('vendor_ids', array[mine])
)::text, true) from v;
select is(
    analytics_api.ingest_events(pg_temp.make_event(
        theirs, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": "/"}'
    )) #> '{verdicts,0,reasons,0,keyword}', '"vendor"', 'it sends nothing for others'
)
from v;

-- The service.
set local role analytics_api_user;
select throws_ok(
    format('select count(*) from %s', r.name), '42501', null,
    format('the service does not read %s', r.name)
)
from (values
    ('public.analytics_events'), ('public.analytics_events_p2026_05'),
    ('public.mv_vendor_daily_metrics')
) as r (name);

select finish();
rollback;
