begin;
\ir ../setup.psql
select plan(15);

delete from analytics.ingest_batches;
delete from analytics.door_minutes;
delete from public.analytics_rejected_events;
create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.page(p_at timestamptz, p_path text default '/')
returns jsonb
language sql
as $$
    select pg_temp.make_event(
        (select id from v), 'page.viewed', to_jsonb(p_at) #>> '{}', jsonb_build_object('path', p_path)
    )
$$;
create function pg_temp.door(p_door text, p_now timestamptz default clock_timestamp())
returns jsonb
language sql
as $$
    select d from jsonb_array_elements(analytics_api.list_doors(p_now)) as d
    where d ->> 'door' = p_door
$$;
select is(analytics_api.list_doors(), '[]', 'nothing came in');

create temp table e as select pg_temp.page(clock_timestamp() - interval '1 hour') as event;
select analytics_api.ingest_events(event, '{"door": "http"}') from e;
select analytics_api.ingest_events(
    jsonb_build_array(event, pg_temp.page(clock_timestamp() - interval '1 hour', '')),
    '{"door": "http"}'
) from e;
select analytics_api.ingest_events(pg_temp.page(clock_timestamp()));
select analytics_api.refuse_body('{', 'json', 'json', 'JSON', '{"door": "hook"}');
select analytics_api.ingest_events(
    pg_temp.page(clock_timestamp() - interval '300 days'), '{"door": "import"}'
);
select is(
    (pg_temp.door('import') ->> 'medianLagMs')::numeric > 300 * 86400000::numeric, true,
    'history is as late as it is'
);

create temp table unfolded as
select
pg_temp.door('http') as http,
pg_temp.door('sql') as sql,
pg_temp.door('hook') as hook;
select is(
    (select http -> 'lastHour' from unfolded),
    '{"batches": 2, "received": 3, "stored": 1, "duplicate": 1, "rejected": 1}',
    'what came in by a door: stored, duplicates, rejects'
);
select is((select (http ->> 'ratePerMinute')::numeric from unfolded), 0.05, 'at 3 an hour');
select is(
    (select (http ->> 'medianLagMs')::numeric between 3600000 and 3600000 * 1.2 from unfolded),
    true, 'its events were an hour old'
);
select is(
    (select (sql ->> 'medianLagMs')::numeric < 1000 from unfolded), true, 'those of another fresh'
);
select is((select http -> 'openRejects' from unfolded), '1', 'and one waits to be replayed');
select is(
    (select hook - '{lastBatchAt,oldestOpenRejectAt,lastDay,ratePerMinute}'::text[] from unfolded),
    '{"door": "hook", "openRejects": 1, "medianLagMs": null, "lastHour":
      {"batches": 1, "received": 1, "stored": 0, "duplicate": 0, "rejected": 1}}',
    'a body that was refused counts too'
);

select analytics.fold_doors(now(), null);
select is((select count(*) from analytics.ingest_batches), 0::bigint, 'the log is folded');
select results_eq(
    $$ select http, sql, hook from unfolded $$,
    $$ select pg_temp.door('http'), pg_temp.door('sql'), pg_temp.door('hook') $$,
    'and the answer is the same'
);
select analytics_api.ingest_events(event, '{"door": "http"}') from e;
select is((pg_temp.door('http') #>> '{lastDay,duplicate}'), '2', 'with what came since');
select analytics.fold_doors(now(), null);
select is((pg_temp.door('http') #>> '{lastDay,duplicate}'), '2', 'folded into the same minute');
select is(
    pg_temp.door('http', clock_timestamp() + interval '2 days') #>> '{lastDay,received}', '0',
    'days later there is none'
);
select analytics.prune_history(clock_timestamp() + interval '40 days', null);
select is((select count(*) from analytics.door_minutes), 0::bigint, 'later still it is forgotten');

select pg_temp.act_as(array[(select id from v)]);
select throws_ok(
    'select analytics_api.list_doors()', 'ZA403', null, 'doors are for platform administrators'
);

select finish();
rollback;
