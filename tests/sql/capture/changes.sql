begin;
\ir ../setup.psql
select plan(29);

create temp table v as
select pg_temp.make_vendor() as id;
create schema "HostApp";
create type "HostApp".state as enum ('draft', 'confirmed', 'cancelled');
create table "HostApp"."Bookings" (
    "Season" integer not null,
    "Number" integer not null,
    "vendorId" uuid,
    "state" "HostApp".state not null default 'draft',
    total numeric(12, 2),
    note json,
    made_at timestamptz,
    constraint bookings_pkey primary key ("Season", "Number")
) partition by list ("Season");
create table "HostApp".bookings_2026 partition of "HostApp"."Bookings" for values in (2026);
create table "HostApp".bookings_2027 partition of "HostApp"."Bookings" for values in (2027);
create function pg_temp.captured()
returns table (event_type text, operation text, row_key text, event_data jsonb)
language sql
as $$
    with taken as (delete from analytics.capture_queue returning *)
    select t.event_type::text, t.operation, t.row_key, jsonb_strip_nulls(t.event_data) from taken as t
    order by t.event_type, t.event_data ->> 'bookingId', t.id
$$;

select analytics_api.track_table('"HostApp"."Bookings"', 'booking.confirmed', format(
    '{"on": ["insert", "update"], "vendor": {"value": "%s"}, "time": "made_at",
      "when": {"state": "confirmed"},
      "fields": {"bookingId": "Number", "weddingDate": {"value": "2027-06-19"}, "value": "total"}}',
    id
)::jsonb) ->> 'table' as tracked from v;
select analytics_api.track_table('"HostApp"."Bookings"', 'booking.changed', '{
    "on": ["update"], "vendor": "vendorId", "onlyChanged": true,
    "fields": {"bookingId": "Number", "value": "total", "venueType": {"value": "barn"}}
}') ->> 'table' as tracked;
select analytics_api.track_table('"HostApp"."Bookings"', 'booking.cancelled', '{
    "on": ["update", "delete"], "vendor": "vendorId",
    "when": {"state": {"not": ["draft", "confirmed"]}}, "fields": {"bookingId": "Number"}
}') ->> 'table' as tracked;

-- Inserts.
insert into "HostApp"."Bookings" ("Season", "Number", total) values (2026, 1, 5), (2027, 2, 7);
select is_empty(
    'select * from pg_temp.captured()', 'a row that does not meet the conditions is no event'
);
insert into "HostApp"."Bookings" ("Season", "Number", "vendorId", "state", total)
select
2026,
3,
id,
'confirmed',
9
from v;
select results_eq(
    'select * from pg_temp.captured()',
    $$
    values (
        'booking.confirmed', 'insert', '["2026", "3"]',
        '{"bookingId": "3", "weddingDate": "2027-06-19", "value": 9.00}'::jsonb
    )
    $$,
    'one that does is, across partitions, with quoted names and a key of two columns'
);
insert into "HostApp"."Bookings" ("Season", "Number") select
2026,
3 where false;
select is_empty('select * from pg_temp.captured()', 'no row, no event');

-- Updates.
update "HostApp"."Bookings" set "state" = 'confirmed' where "Number" = 1;
select results_eq(
    'select * from pg_temp.captured()',
    $$
    values (
        'booking.confirmed', 'update', null::text,
        '{"bookingId": "1", "weddingDate": "2027-06-19", "value": 5.00}'::jsonb
    )
    $$,
    'an update that makes a row meet the conditions is an event'
);
update "HostApp"."Bookings" set "state" = 'confirmed', note = '{}' where "Number" = 1;
select is_empty('select * from pg_temp.captured()', 'one that changes nothing mapped is none');
update "HostApp"."Bookings" set total = total + 1;
select results_eq(
    'select event_type, event_data from pg_temp.captured()',
    $$
    values
    ('booking.changed', '{"bookingId": "1", "value": 6.00, "venueType": "barn"}'::jsonb),
    ('booking.changed', '{"bookingId": "2", "value": 8.00, "venueType": "barn"}'),
    ('booking.changed', '{"bookingId": "3", "value": 10.00, "venueType": "barn"}')
    $$,
    'what changed is sent, with the key of the row and constants'
);
update "HostApp"."Bookings" set "Season" = 2027, total = total + 1 where "Number" = 3;
select results_eq(
    'select event_type, event_data ->> $$bookingId$$ from pg_temp.captured()',
    $$ values ('booking.changed', '3'), ('booking.confirmed', '3') $$,
    'a row that gets another key, here in another partition, counts as changed in everything'
);
update "HostApp"."Bookings" set "state" = 'cancelled', total = 0 where "Number" = 3;
select results_eq(
    'select event_type from pg_temp.captured()',
    $$ values ('booking.cancelled'), ('booking.changed') $$,
    'one update may be two events'
);
update "HostApp"."Bookings" set total = 1 where "Number" = 2;
update "HostApp"."Bookings" set total = 2 where "Number" = 2;
select is(
    (
        select count(distinct e ->> 'id')
        from jsonb_array_elements(analytics.take_captured(1000)) as e
    ),
    2::bigint, 'a row changed twice is two events'
);

-- Other statements.
insert into "HostApp"."Bookings" ("Season", "Number", "state", total)
values (2026, 1, 'confirmed', 50), (2026, 4, 'confirmed', 60)
on conflict ("Season", "Number") do update set total = excluded.total;
select results_eq(
    'select event_type, operation, event_data ->> $$bookingId$$ from pg_temp.captured()',
    $$ values ('booking.changed', 'update', '1'), ('booking.confirmed', 'insert', '4') $$,
    'on conflict do update is inserts and updates, each row once'
);
merge into "HostApp"."Bookings" as b
using (values (2026, 1), (2026, 4), (2026, 5)) as s (season, number)
    on b."Season" = s.season and b."Number" = s.number
when matched and s.number = 1 then update set "state" = 'cancelled'
when matched then delete
when not matched then insert ("Season", "Number", "state") values (s.season, s.number, 'confirmed');
select results_eq(
    'select event_type, operation, event_data ->> $$bookingId$$ from pg_temp.captured()',
    $$ values ('booking.cancelled', 'update', '1'), ('booking.confirmed', 'insert', '5') $$,
    'so is merge'
);
delete from "HostApp"."Bookings";
select results_eq(
    'select event_type, operation, event_data ->> $$bookingId$$ from pg_temp.captured()',
    $$ values ('booking.cancelled', 'delete', '1'), ('booking.cancelled', 'delete', '3') $$,
    'a deleted row is judged as it was'
);
truncate "HostApp"."Bookings";
select is_empty('select * from pg_temp.captured()', 'truncate is not captured');
insert into "HostApp".bookings_2026 ("Season", "Number", "state") values (2026, 6, 'confirmed');
select is_empty(
    'select * from pg_temp.captured()', 'nor is what goes into a partition directly'
);
set local session_replication_role = 'replica';
insert into "HostApp"."Bookings" ("Season", "Number", "state") values (2026, 7, 'confirmed');
reset session_replication_role;
select is_empty('select * from pg_temp.captured()', 'nor what is replicated');
\copy "HostApp"."Bookings" ("Season", "Number", state) from program 'echo 2026,8,confirmed' csv
select is((select count(*) from pg_temp.captured()), 1::bigint, 'copy is captured');
create table "HostApp".guests (
    id bigint primary key, season integer, number integer, vendor_id uuid, amount numeric,
    foreign key (season, number) references "HostApp"."Bookings" on delete cascade
);
select analytics_api.track_table('"HostApp".guests', 'payment.refunded', '{
    "on": ["delete"], "vendor": "vendor_id", "fields": {"paymentId": "id", "amount": "amount"}
}') ->> 'table' as tracked;
insert into "HostApp".guests values (1, 2026, 8, null, 5), (2, 2026, 8, null, 6);
delete from "HostApp"."Bookings" where "Number" = 8;
select is(
    (select count(*) from pg_temp.captured()), 2::bigint, 'so is what a foreign key cascades'
);

-- What the host defines is never run with the rights of our tables.
create function "HostApp".spy(p_state "HostApp".state)
returns text
language sql
as $$ select 'confirmed, says ' || current_user $$;
create cast ("HostApp".state as text) with function "HostApp".spy("HostApp".state);
select analytics_api.track_table('"HostApp"."Bookings"', 'booking.cancelled', '{
    "on": ["insert"], "vendor": "vendorId", "when": {"state": "cancelled"},
    "fields": {"bookingId": "Number", "reason": "state"}
}') ->> 'table' as tracked;
insert into "HostApp"."Bookings" ("Season", "Number", state) values (2026, 8, 'cancelled');
select results_eq(
    'select event_data from pg_temp.captured()',
    $$ values ('{"bookingId": "8", "reason": "cancelled"}'::jsonb) $$,
    'of a type of the host the label is taken, not what a cast of the host makes of it'
);
create function "HostApp".spy_json(p_state "HostApp".state)
returns json
language sql
as $$ select to_json(current_user::text) $$;
create cast ("HostApp".state as json) with function "HostApp".spy_json("HostApp".state);
alter table "HostApp"."Bookings" drop column "vendorId";
insert into "HostApp"."Bookings" ("Season", "Number", state) values (2026, 9, 'cancelled');
select is(
    (
        select convert_from(r.raw_event, 'UTF8')::jsonb ->> 'row'
        from public.analytics_rejected_events as r
        where r.door = 'capture' and r.context ->> 'table' = '"HostApp"."Bookings"'
    ),
    '(2026,9,cancelled,,,)', 'nor when a row is kept as it is'
);
alter table "HostApp"."Bookings" add column "vendorId" uuid;
delete from "HostApp"."Bookings" where "Number" in (8, 9);
select analytics.compile_captures();

-- Renaming is the host's business.
alter table "HostApp".guests rename to visitors;
insert into "HostApp".visitors values (3, null, null, null, 7);
delete from "HostApp".visitors;
select is((select count(*) from pg_temp.captured()), 1::bigint, 'a renamed table goes on');
create table "HostApp".guests (id bigint primary key, vendor_id uuid, amount numeric);
select analytics_api.track_table('"HostApp".guests', 'payment.refunded', '{
    "on": ["delete"], "vendor": "vendor_id", "fields": {"paymentId": "id", "amount": "amount"}
}') ->> 'table' as tracked;
select is(
    (select count(distinct t.source_name) from analytics.tracked_tables as t),
    3::bigint, 'and a new one of that name is not mistaken for it'
);

-- What is stored.
insert into "HostApp"."Bookings" ("Season", "Number", "vendorId", "state", total, made_at)
select
2026,
10,
id,
'confirmed',
900,
'2026-05-01 10:00:00+02'
from v;
select is(analytics.drain_captures(), 1, 'what was captured is drained');
select results_eq(
    $$
    select e."timestamp", e.source_system, e.id from public.analytics_events as e
    where e.vendor_id = (select id from v)
    $$,
    $$
    values (
        timestamptz '2026-05-01 08:00:00+00', '"HostApp"."Bookings"',
        analytics_api.stable_uuid('"HostApp"."Bookings" booking.confirmed ["2026", "10"]')
    )
    $$,
    'as an event of its time and identity'
);
delete from "HostApp"."Bookings" where "Number" = 10;
insert into "HostApp"."Bookings" ("Season", "Number", "vendorId", "state", total, made_at)
select
2026,
10,
id,
'confirmed',
900,
'2026-05-01 10:00:00+02'
from v;
select is(analytics.drain_captures(), 1, 'the same row imported again is captured');
select is(
    (
        select count(*) from public.analytics_events as e
        where e.vendor_id = (select id from v)
    ),
    1::bigint, 'and is a duplicate'
);
select is(analytics.drain_captures(), 0, 'after which there is nothing to do');
select is_empty(
    'select * from analytics.list_captured_batches(now())', 'so the job has no item'
);
insert into "HostApp"."Bookings" ("Season", "Number", "vendorId", "state", total)
select
    2026,
    1000 + n.n,
    v.id,
    'confirmed',
    n.n
from v cross join generate_series(1, 1001) as n (n);
select results_eq(
    'select b from analytics.list_captured_batches(now()) as b',
    $$ values ('batch 1'), ('batch 2') $$, 'a thousand rows are an item'
);
select analytics.drain_captures_item(now(), 'batch 1');
select is(
    (select count(*) from analytics.capture_queue), 1::bigint, 'which takes a thousand off'
);

select finish();
rollback;
