begin;
\ir ../setup.psql
select plan(16);

select throws_ok(
    $$ select analytics.create_import_rows('{a,b,a}') $$, 'ZA140', null, 'no column twice'
);
select throws_ok(
    $$ select analytics.create_import_rows('{a,row_number}') $$, 'ZA140', null,
    'nor one of ours'
);
select throws_ok(
    $$ select analytics.create_import_rows(array['a', '']) $$, 'ZA140', null, 'none without a name'
);
select throws_ok(
    $$ select analytics.create_import_rows('{}') $$, 'ZA140', null, 'and at least one'
);
select is(
    analytics.create_import_rows(array['A "b"', 'c']),
    'copy pg_temp.import_raw ("A ""b""", c) from stdin', 'names stay as they are'
);
select throws_ok(
    $$ select analytics.check_import_map() $$, 'ZA141', null, 'without a map there is no import'
);

insert into import_raw (c) values (E' \u00a0x\t'), ('  '), ('y');
select results_eq(
    $$ select row_number, c from import_rows order by 1 $$,
    $$ values (1::bigint, 'x'), (2, null), (3, 'y') $$,
    'maps read values without blanks around them'
);
create temp view import_map as
select jsonb_build_object(
    'id', analytics_api.stable_uuid('test ' || row_number), 'vendorId',
    analytics_api.stable_uuid('test vendor'), 'vendorName', 'Test vendor', 'eventType',
    case when c is not null then 'page.viewed' else 'page.turned' end, 'timestamp',
    timestamptz '2026-05-01 10:00+00' - row_number * interval '1 hour', 'eventData',
    jsonb_build_object('path', '/' || c)
) as event
from import_rows;
select lives_ok($$ select analytics.check_import_map() $$, 'a map is checked');
insert into import_events
select
    row_number() over (order by event ->> 'timestamp') as position,
    event
from import_map;
select results_eq(
    $$
    select (p ->> 'events')::integer, p ->> 'from', p ->> 'to', (p ->> 'vendors')::integer
    from analytics.prepare_import('2000-01-01', '{"timeZone": "Asia/Kolkata"}') as p
    $$,
    $$ values (3, '2026-05-01T07:00:00+00:00', '2026-05-01T09:00:00+00:00', 1) $$,
    'preparing tells what will come, and adds the vendors'
);
select results_eq(
    $$
    select display_name, time_zone from analytics.vendor_settings
    where vendor_id = analytics_api.stable_uuid('test vendor')
    $$,
    $$ values ('Test vendor', 'Asia/Kolkata') $$, 'by the names that the map gives'
);
select is(
    analytics.judge_import_batch(0, 10) - 'reasons', '{"received": 3, "rejected": 1}',
    'judging counts what would be rejected'
);
create temp table started as
select * from analytics.start_import(
    '{"name": "f", "sha256": "1"}', '{"name": "m", "sha256": "2"}', '{"events": 3, "checksum": "c"}'
);
select is(
    (select analytics.import_batch(import_id, 2) from started),
    '{"received": 2, "stored": 1, "duplicate": 0, "rejected": 1}', 'a batch is ingested'
);
select is(
    (
        select s.acknowledged_count from analytics.start_import(
            '{"name": "f", "sha256": "1"}', '{"name": "m", "sha256": "2"}',
            '{"events": 3, "checksum": "c"}'
        ) as s
    ), 2::bigint, 'an import goes on after what is acknowledged'
);
select is(
    (select r.event_count from started as s, analytics.list_import_reasons(s.import_id) as r
    where r.pointer = '/eventType'), 1::bigint, 'and tells why events were rejected'
);
select is(
    (
        select s.acknowledged_count from analytics.start_import(
            '{"name": "f", "sha256": "1"}', '{"name": "m", "sha256": "2"}',
            '{"events": 3, "checksum": "other"}'
        ) as s
    ), 0::bigint, 'it begins anew where the map makes other events of the file'
);
select is_empty(
    $$ select r.* from started, analytics.list_import_reasons(import_id) as r $$,
    'what was rejected before is then no longer open'
);

select finish();
rollback;
