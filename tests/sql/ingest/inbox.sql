begin;
\ir ../setup.psql
select plan(17);

create temp table v as
select
    pg_temp.make_vendor() as mine,
    pg_temp.make_vendor() as theirs;
grant select on v to public;
create function pg_temp.stored(p_vendor_id uuid)
returns setof text
language sql
as $$
    select event_data ->> 'path' from public.analytics_events
    where vendor_id = p_vendor_id order by 1
$$;
create function pg_temp.refused()
returns setof text
language sql
as $$
    select reasons #>> '{0,keyword}' from public.analytics_rejected_events
    where door = 'inbox' order by 1
$$;

-- A DBA writes for any vendor.
insert into public.analytics_inbox (vendor_id, event_type, event_data)
select
mine,
'page.viewed',
'{"path": "/a"}'::jsonb
from v
union all
select
theirs,
'page.viewed',
'{"path": "/b"}'
from v;
select results_eq(
    'select pg_temp.stored(mine) || pg_temp.stored(theirs) from v', $$ values ('/a/b') $$,
    'what is inserted is stored at once'
);
insert into public.analytics_inbox (vendor_id, event_type, event_data)
select
mine,
'page.viewed',
'{"path": "/"}'
from v where false;
select is_empty('select pg_temp.refused()', 'no row, no event');

-- No row fails the statement.
insert into public.analytics_inbox (vendor_id, event_type, event_data, "timestamp", priority)
select
v.mine,
x.event_type,
x.event_data::jsonb,
x.at::timestamptz,
x.priority
from v
cross join (values
    ('page.viewed', '{"path": "/good"}', 'now', 'low'),
    ('page.viewed', '{"path": 5}', 'now', 'low'),
    ('no.such_type', '{"path": "/"}', 'now', 'low'),
    (repeat('x', 500), '{}', 'now', 'low'),
    (null, '{}', 'now', 'low'),
    ('page.viewed', '[]', 'now', 'low'),
    ('page.viewed', null, 'now', 'low'),
    ('page.viewed', '{"path": "/"}', '3000-01-01', 'low'),
    ('page.viewed', '{"path": "/"}', 'infinity', 'low'),
    ('page.viewed', '{"path": "/"}', 'now', 'urgent')
) as x (event_type, event_data, at, priority);
select results_eq(
    'select pg_temp.stored(mine) from v', $$ values ('/a'), ('/good') $$,
    'of good and bad rows the good are stored'
);
select results_eq(
    'select pg_temp.refused()',
    $$
    values ('enum'), ('eventType'), ('eventType'), ('eventType'), ('format'), ('maximum'),
    ('type'), ('type'), ('type')
    $$,
    'the others are kept, each with its reason'
);
delete from public.analytics_rejected_events;

-- Everything that an event may say.
insert into public.analytics_inbox (
    id, vendor_id, event_type, event_data, session_id, user_agent, ip_address, "timestamp",
    source_system, stream_id, priority, schema_version, metadata
)
select
    '11111111-1111-4111-8111-111111111111',
theirs,
'page.viewed',
'{"path": "/all"}',
's',
'u',
    '2001:db8::1',
'2026-05-01 10:00:00+02',
'shop',
'st',
'high',
1,
'{"a": 1}'
from v
cross join generate_series(1, 2);
select results_eq(
    $$
    select session_id::text, user_agent, ip_address, "timestamp", source_system, stream_id, priority,
        schema_version, metadata
    from public.analytics_events where id = '11111111-1111-4111-8111-111111111111'
    $$,
    $$
    values (
        's', 'u', inet '2001:db8::1', timestamptz '2026-05-01 08:00:00+00', 'shop', 'st', 'high', 1,
        '{"a": 1}'::jsonb
    )
    $$,
    'every column arrives, and an event that comes twice is there once'
);
\copy public.analytics_inbox (vendor_id, event_type, event_data) from program 'printf ""'
insert into public.analytics_inbox (vendor_id, event_type, event_data)
select
theirs,
'page.viewed',
jsonb_build_object('path', '/n/' || n)
from v cross join generate_series(1, 2500) as n;
select is(
    (select count(*) from pg_temp.stored((select theirs from v)) as s where s like '/n/%'),
    2500::bigint, 'rows are handed on in chunks, none is lost between them'
);

-- A producer writes for the vendors of its claims.
select pg_temp.act_as(array[(select mine from v)]);
set local role analytics_ingest;
insert into public.analytics_inbox (vendor_id, event_type, event_data)
select
mine,
'page.viewed',
'{"path": "/own"}'::jsonb
from v
union all
select
theirs,
'page.viewed',
'{"path": "/foreign"}'
from v
union all
select
null,
'page.viewed',
'{"path": "/unsaid"}'
from v;
select throws_ok(
    'select * from public.analytics_inbox', '42501', null, 'a producer cannot read the inbox'
);
select throws_ok(
    'delete from public.analytics_inbox', '42501', null, 'nor take anything out'
);
select throws_ok(
    $$ insert into public.analytics_inbox (event_type) values ('page.viewed') returning id $$,
    '42501', null, 'nor have its rows returned'
);
reset role;
select results_eq(
    'select pg_temp.stored(mine) from v where true',
    $$ values ('/a'), ('/good'), ('/own'), ('/unsaid') $$,
    'it writes for its own vendor, also without naming it'
);
select results_eq(
    $$
    select vendor_id, reasons #>> '{0,keyword}', context ->> 'producer'
    from public.analytics_rejected_events where door = 'inbox'
    $$,
    $$ select mine, 'vendor', 'analytics_ingest' from v $$,
    'what it writes for another is kept as its own reject'
);
select set_config('request.jwt.claims', '', true);
set local role analytics_ingest;
insert into public.analytics_inbox (vendor_id, event_type, event_data)
select
mine,
'page.viewed',
'{"path": "/nobody"}'
from v;
reset role;
select is_empty(
    $$ select s from pg_temp.stored((select mine from v)) as s where s = '/nobody' $$,
    'a producer without claims writes for nobody'
);
select set_config('request.jwt.claims', 'garbage', true);
set local role analytics_ingest;
select throws_ok(
    $$ insert into public.analytics_inbox (event_type) values ('page.viewed') $$, 'ZA401', null,
    'claims that are garbage are refused as everywhere'
);
reset role;
select set_config('request.jwt.claims', '', true);

-- A door, not a room.
select results_eq(
    'select * from analytics.list_filled_inbox(now())', $$ values ('analytics_inbox') $$,
    'the job sees that something lies there'
);
select analytics.truncate_inbox(now(), 'analytics_inbox');
select is((select count(*) from public.analytics_inbox), 0::bigint, 'and takes it away');
select is_empty('select * from analytics.list_filled_inbox(now())', 'after which it is idle');
select is(
    (select count(*) from pg_temp.stored((select theirs from v)) as s where s like '/n/%'),
    2500::bigint, 'the events stay'
);

select finish();
rollback;
