-- What is captured is given its identity by analytics_api.stable_uuid, in the name of the owner.
set local role analytics_definer;
grant usage on schema analytics_api to analytics_owner;

set local role analytics_owner;

create table analytics.tracked_tables (
    table_id regclass not null,
    event_type varchar(100) not null,
    mapping jsonb not null,
    source_name text not null,
    tracked_by text not null default session_user,
    tracked_at timestamptz not null default now(),
    constraint tracked_tables_pkey primary key (table_id, event_type),
    constraint tracked_tables_mapping_check check (jsonb_typeof(mapping) = 'object')
);
comment on table analytics.tracked_tables is
'Tables of the host whose changes become events, a row per table and type of event.';
comment on column analytics.tracked_tables.table_id is
'The table itself, so that it may be renamed.';
comment on column analytics.tracked_tables.mapping is
'How a row becomes an event, as analytics_api.track_table describes it.';
comment on column analytics.tracked_tables.source_name is
'Name of the table when it was tracked first: part of the identity of its events, so it stays.';

create sequence analytics.capture_queue_id_seq;

create table analytics.capture_queue (
    id bigint not null default nextval('analytics.capture_queue_id_seq'),
    event_type varchar(100) not null,
    source_name text not null,
    operation text not null,
    row_key text,
    vendor text,
    occurred_at timestamptz not null,
    session_id text,
    event_data jsonb not null,
    queued_at timestamptz not null,
    constraint capture_queue_pkey primary key (id)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0,
    -- Giving space back takes a lock that the host's transactions would wait for.
    vacuum_truncate = false
);
comment on table analytics.capture_queue is
'What capture triggers have read from the rows of the host, until a moment later it is judged and
stored. Logged: it is committed, and survives a crash, together with the host''s own change.';
comment on column analytics.capture_queue.row_key is
'Primary key of an inserted row, which makes the identity of its event; null for other changes.';
comment on column analytics.capture_queue.vendor is 'The vendor as the row has it, not yet judged.';

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
(
    'drain_captures', 'Judge and store what triggers on tables of the host have captured.',
    'drain_captures_item', 'list_captured_batches', '1 second'
),
(
    'check_captures', 'Compile the triggers on tables of the host anew; fails where one no longer'
    ' fits its table.',
    'check_captures_item', 'list_captured_tables', '1 hour'
);
