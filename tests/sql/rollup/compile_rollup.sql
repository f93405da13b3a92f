begin;
\ir ../setup.psql
select plan(7);

create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.ingest(pg_temp.make_event(
    id, 'message.sent', '2026-05-01T10:00:00Z', '{"direction": "inbound", "channel": "sms"}'
)) from v;

select is(analytics.compile_rollup(), false, 'an unchanged catalogue is not compiled again');
select alike(
    obj_description('analytics.tf_analytics_events_append_deltas()'::regprocedure),
    'Generated (%', 'generated functions say so'
);

insert into analytics.metric_definitions (
    metric_name, title, description, source, unit, date_basis, default_aggregation, event_types,
    dimensions
)
values (
    'inbound_messages', 'Inbound', 'Messages again.', 'events', 'count', 'occurred', 'count',
    '{message.sent}', '{direction}'
);
select pg_temp.ingest(pg_temp.make_event(
    id, 'message.sent', '2026-05-01T11:00:00Z', '{"direction": "outbound"}'
)) from v;
select results_eq(
    $$
    select dimension, dimension_value, "count" from analytics.pending_aggregates
    where vendor_id = (select id from v) and metric_name = 'inbound_messages' order by 1
    $$,
    $$ values ('', '', 1::bigint), ('direction', 'outbound', 1) $$,
    'a metric that is added counts from then on'
);
select isnt_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$,
    'what came before it is missing'
);
select analytics.lock_fold((select id from v));
select analytics.compile_rollup();
delete from analytics.metric_definitions where metric_name = 'inbound_messages';
select ok(
    (
        select rebuild_requested_at is not null from analytics.fold_state
        where vendor_id = (select id from v)
    ),
    'a change of the catalogue asks for a recount'
);
select analytics.rebuild_item(now(), i) from analytics.list_requested_rebuilds(now()) as i;
select is_empty(
    $$ select * from analytics.find_rollup_differences((select id from v)) $$,
    'after which nothing differs'
);
select is_empty(
    $$
    select from analytics.current_aggregates
    where vendor_id = (select id from v) and metric_name = 'inbound_messages'
    $$,
    'a metric that is removed is forgotten'
);

select finish();
rollback;
