begin;
\ir ../setup.psql
select plan(9);

create temp table v as
select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other_id;
create function pg_temp.message(p_vendor_id uuid, p_id integer, p_priority text)
returns jsonb
language sql
as $$
    select pg_temp.make_event(
        p_vendor_id, 'message.sent', '2026-05-01T10:00:00Z', '{"direction": "inbound"}',
        ('10000000-0000-4000-8000-' || lpad(p_id::text, 12, '0'))::uuid
    ) || jsonb_build_object('priority', p_priority)
$$;
create function pg_temp.take()
returns table (vendor text, kind text, priority text)
language sql
as $$
    select case t.vendor_id when v.id then 'one' when v.other_id then 'other' end, t.kind,
        t.priority
    from v
    cross join analytics.take_changes() as t
    order by 1, 2
$$;
-- What the helpers changed is not of interest.
select count(*) from analytics.take_changes();

select pg_temp.ingest(
    pg_temp.message(v.id, 1, 'low'), pg_temp.message(v.id, 2, 'critical'),
    pg_temp.message(v.id, 3, 'high'), pg_temp.message(v.other_id, 4, 'normal')
)
from v;
select results_eq(
    'select * from pg_temp.take()',
    $$
    values ('one', 'communication_event', 'critical'), ('other', 'communication_event', 'normal')
    $$,
    'a batch marks each vendor and kind, with its highest priority'
);
select is_empty('select * from pg_temp.take()', 'what was taken is gone');

select pg_temp.ingest(pg_temp.message(v.id, 1, 'low')) from v;
select is_empty('select * from pg_temp.take()', 'a duplicate changes nothing');
select pg_temp.ingest(pg_temp.message(v.id, 5, 'low') || '{"eventType": "none"}') from v;
select is_empty('select * from pg_temp.take()', 'nor does what is refused');

select pg_temp.pay(v.id, '2026-05-01T10:00:00Z', 100) from v;
select pg_temp.ingest(pg_temp.message(v.other_id, 6, 'low')) from v;
select is(
    (select count(*) from analytics.take_changes(1)), 1::bigint, 'marks are taken in portions'
);
select results_eq(
    'select * from pg_temp.take()', $$ values ('other', 'communication_event', 'low') $$,
    'the oldest first'
);

delete from public.analytics_events where vendor_id = (select other_id from v);
select results_eq(
    $$ select vendor, kind from pg_temp.take() $$,
    $$ values ('other', 'communication_event') $$,
    'what is taken back is a change as well'
);

select pg_temp.ingest(pg_temp.message(v.id, 7, 'low')) from v;
select analytics.prune_changes(clock_timestamp() + interval '4 minutes', null);
select is((select count(*) from analytics.change_feed), 1::bigint, 'a mark waits to be taken');
select analytics.prune_changes(clock_timestamp() + interval '6 minutes', null);
select is((select count(*) from analytics.change_feed), 0::bigint, 'but not for ever');

select finish();
rollback;
