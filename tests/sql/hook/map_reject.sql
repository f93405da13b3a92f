begin;
\ir ../setup.psql
\ir helpers.psql
select plan(6);

create function pg_temp.set_map(p_divisor text)
returns void
language sql
as $$
    select analytics_api.register_hook_map(jsonb_build_object('name', 'shares', 'sql', format(
        'select jsonb_build_object(''id'', analytics_api.stable_uuid(h.payload ->> ''id''),'
        ' ''eventType'', ''payment.received'', ''timestamp'', ''2026-05-01T10:00:00Z'','
        ' ''eventData'', jsonb_build_object(''paymentId'', h.payload ->> ''id'','
        ' ''amount'', 1000 / %s)) as event from hook as h', p_divisor
    )))
$$;
create function pg_temp.replay()
returns text
language sql
as $$
    select i ->> 'status' || coalesce(' ' || (i #>> '{result,counts,stored}'), '')
    from analytics_api.replay_rejected_events(jsonb_build_object('ids', (
        select jsonb_agg(r.id) from public.analytics_rejected_events as r
        where r.vendor_id = (select id from v)
    ))) as a
    cross join lateral jsonb_array_elements(a -> 'items') as i
$$;

select pg_temp.set_map('(h.payload ->> ''share'')::integer');
select pg_temp.register('pay-two', '{"like": "stripe"}', 'shares');
select pg_temp.act_as(array[]::uuid[]);
select is(
    (select status from pg_temp.deliver_stripe('pay-two', '{"id": "m-1", "share": 0}')), 202,
    'a delivery that the map cannot read is kept'
);
reset role;
select is(pg_temp.replay(), 'rejected', 'its replay fails as long as the map does');
select is(
    (
        select r.reasons #>> '{0,keyword}' from public.analytics_rejected_events as r
        where r.vendor_id = (select id from v)
    ), 'map', 'for the same reason'
);
select pg_temp.set_map('coalesce(nullif((h.payload ->> ''share'')::integer, 0), 4)');
select is(pg_temp.replay(), 'replayed 1', 'with the map mended it is stored');
select is(pg_temp.replay(), 'replayed 1', 'once, however often it is replayed');
select results_eq(
    $$
    select event_data ->> 'amount' from public.analytics_events
    where vendor_id = (select id from v)
    $$,
    $$ values ('250') $$, 'as the event that the map makes of it'
);

select finish();
rollback;
