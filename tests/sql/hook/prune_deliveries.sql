begin;
\ir ../setup.psql
\ir helpers.psql
select plan(4);

select analytics_api.register_hook_map(
    '{"name": "nothing", "sql": "select null::jsonb as event from hook"}'
);
select pg_temp.register('old-one', '{"like": "stripe"}', 'nothing');
select status from pg_temp.deliver_stripe('old-one', '{"id": "d-1"}');
select status from pg_temp.deliver_stripe('old-one', '{"id": "d-2"}', p_secret => 'a wrong one');

select analytics.prune_deliveries(now() + interval '29 days', null);
select is(
    analytics_api.list_hook_sources() #>> '{0,deliveries}', '1', 'a month they are remembered'
);
select analytics.prune_deliveries(now() + interval '32 days', null);
select is(analytics_api.list_hook_sources() #>> '{0,deliveries}', '0', 'then forgotten');
select is(analytics_api.list_hook_sources() #>> '{0,refused}', '0', 'with what was refused');
select analytics_api.remove_hook_source('old-one');
select is(analytics_api.list_hook_sources(), '[]'::jsonb, 'a source goes with all it has');

select finish();
rollback;
