begin;
\ir ../setup.psql
\ir helpers.psql

-- What calculate_metrics reads, found in the source of all that it calls: the base tables.
create temp table reached as
with recursive routine as (
    select
        p.oid,
        p.prosrc
    from pg_proc as p
    where p.oid = 'analytics_api.calculate_metrics(jsonb)'::regprocedure
    union
    select
        p.oid,
        p.prosrc
    from routine as r
    inner join pg_proc as p
        on
            p.pronamespace in ('analytics'::regnamespace, 'analytics_api'::regnamespace)
            and r.prosrc ~ ('\m' || p.pronamespace::regnamespace || '\.' || p.proname || '\(')
),

relation as (
    select distinct c.oid
    from pg_class as c
    inner join routine as r
        on r.prosrc ~ ('\m' || c.relnamespace::regnamespace || '\.' || c.relname || '\M')
    where
        c.relnamespace in ('analytics'::regnamespace, 'public'::regnamespace)
        and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    union
    select d.refobjid
    from relation as n
    inner join pg_rewrite as w on n.oid = w.ev_class
    inner join pg_depend as d on w.oid = d.objid
    where
        d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid <> n.oid
)

select n.oid::regclass::text as name
from relation as n
inner join pg_class as c on n.oid = c.oid
where c.relkind in ('r', 'p');

-- For each of them a change that an answer may show, after what was there before.
create temp table change (table_name text, what text, before text, statements text);
insert into change
select
    c.table_name,
    c.what,
    format(c.before, v.id),
    format(c.statements, v.id)
from v
cross join (
    values
    ('analytics.vendor_settings', 'a setting', '', $$
        update analytics.vendor_settings set currency = 'CHF' where vendor_id = %L
    $$),
    ('analytics.metric_definitions', 'a metric that is described anew', '', $$
        update analytics.metric_definitions set unit = 'number' where metric_name = 'revenue'
    $$),
    ('analytics.event_types', 'a type of event more', '', $$
        insert into analytics.event_types (event_type, kind, description, data_schema, example)
        values ('a.b', 'system_metric', '-', '{"type": "object"}', '{}')
    $$),
    ('analytics_events', 'an event', '', $$
        select pg_temp.pay(%L, '2026-05-03T10:00:00Z', 2)
    $$),
    ('analytics.rollup_deltas', 'events that are taken back', '', $$
        delete from public.analytics_events where vendor_id = %L
    $$),
    ('analytics_aggregates', 'a fold', '', 'select analytics.fold_vendor(%L)'),
    ('analytics.fold_state', 'a rebuild that is due', '', $$
        update analytics.fold_state set rebuild_requested_at = now() where vendor_id = %L
    $$),
    ('analytics.fold_state', 'a rebuild', 'select analytics.fold_vendor(%L)', $$
        select analytics.rebuild_vendor(%L)
    $$),
    ('analytics.booking_changes', 'a booking that changes', '', $$
        select pg_temp.ingest(pg_temp.make_event(
            %L, 'booking.changed', '2026-05-03T10:00:00Z', '{"bookingId": "b", "value": 4}'
        ))
    $$),
    ('analytics.booking_facts', 'bookings that are folded', '', 'select analytics.fold_vendor(%L)'),
    ('analytics.booking_history', 'a client that is erased', 'select analytics.fold_vendor(%L)', $$
        select analytics_api.erase_client(%L, 'c-1', 'anonymize')
    $$),
    ('analytics_rejected_events', 'a reject', '', 'select pg_temp.reject(%L)'),
    ('analytics_rejected_events', 'a reject that is closed', '', $$
        update public.analytics_rejected_events set state = 'closed' where vendor_id = %L
    $$),
    ('analytics_rejected_events', 'a reject in the place of another', '', $$
        update public.analytics_rejected_events set state = 'closed' where vendor_id = %1$L;
        select pg_temp.reject(%1$L)
    $$),
    ('analytics.view_refreshes', 'a refresh that catches up', 'select analytics.fold_vendor(%L)', $$
        select analytics.refresh_view_item(now(), 'mv_vendor_daily_metrics')
    $$),
    ('analytics.event_window', 'events that are detached', '', $$
        update analytics.event_window set from_at = from_at + interval '1 month'
    $$)
) as c (table_name, what, before, statements);

select plan(5 + (select count(*)::integer from change));

create function pg_temp.reject(p_vendor_id uuid)
returns void
language sql
as $$
    select pg_temp.ingest(pg_temp.make_event(
        p_vendor_id, 'payment.received', '2026-05-03T10:00:00Z', '{"amount": -1}'
    ))
$$;

select set_config('request.jwt.claims', '{"app_metadata": {"platform_admin": true}}', true);
select pg_temp.pay(id, '2026-05-02T10:00:00Z', 1) from v;
select pg_temp.ingest(pg_temp.make_event(
    id, 'booking.confirmed', '2026-05-02T10:00:00Z',
    '{"bookingId": "b", "clientId": "c-1", "weddingDate": "2026-09-05", "value": 3}'
)) from v;
select analytics.fold_vendor(id) from v;
select pg_temp.pay(id, '2026-05-02T10:00:00Z', 2) from v;
select pg_temp.ingest(pg_temp.make_event(
    id, 'booking.changed', '2026-05-02T10:00:00Z', '{"bookingId": "b", "guestCount": 80}'
)) from v;
select pg_temp.reject(id) from v;

select set_eq(
    'select name from reached',
    $$
    select table_name from change
    union all
    values
    -- Who may be seen is in the key itself.
    ('user_profiles'), ('analytics.vendor_members'), ('analytics.login_vendors'),
    -- Behind the materialized view, of which the refresh counts.
    ('analytics_metrics'),
    -- Read for nextUpdateTime only, which each answer has of its own.
    ('analytics.jobs'),
    -- How much may be asked for, which changes no answer.
    ('analytics.settings'),
    -- Never changed, for its key is a digest of it.
    ('analytics.rollup_shapes')
    $$,
    'whatever metrics are made from is changed here, table by table'
);
select is(
    pg_temp.etag_after(concat(c.before, ';', c.statements)) <> pg_temp.etag_after(c.before), true,
    format('%s: %s changes the tag', c.table_name, c.what)
)
from change as c;
select is(pg_temp.etag(), pg_temp.etag(), 'without a change the tag is the same');
select is(
    pg_temp.etag_after(format('select pg_temp.pay(%L, ''2026-05-03T10:00:00Z'', 2)', other)),
    pg_temp.etag(), 'what happens to another vendor changes nothing'
)
from v;
select is(
    pg_temp.etag_after('update analytics.view_refreshes set refreshed_at = now()'),
    pg_temp.etag(), 'nor does a refresh that has nothing new of the vendor'
);
select isnt(
    pg_temp.etag_after(format(
        $s$
        insert into analytics.metric_definitions (
            metric_name, title, description, source, unit, date_basis, default_aggregation,
            event_types, distinct_field
        ) values ('readers', '-', '-', 'clients', 'count', 'occurred', 'distinct',
            '{page.viewed}', 'path');
        delete from analytics.metric_definitions where metric_name = 'page_views';
        select pg_temp.ingest(pg_temp.make_event(%1$L, 'page.viewed', '2026-05-04T10:00:00Z',
            '{"path": "/a"}'))
        $s$, id
    )),
    pg_temp.etag_after(format(
        $s$
        insert into analytics.metric_definitions (
            metric_name, title, description, source, unit, date_basis, default_aggregation,
            event_types, distinct_field
        ) values ('readers', '-', '-', 'clients', 'count', 'occurred', 'distinct',
            '{page.viewed}', 'path');
        delete from analytics.metric_definitions where metric_name = 'page_views'
        $s$, id
    )),
    'events that feed no rollup are counted themselves'
)
from v;

select finish();
rollback;
