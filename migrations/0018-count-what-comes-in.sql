set local role analytics_owner;

-- Written with every batch, so it has neither index nor WAL. A crash forgets a minute of counts;
-- the events themselves are elsewhere.
create unlogged table analytics.ingest_batches (
    door text not null,
    received_at timestamptz not null,
    newest_at timestamptz,
    stored_count integer not null,
    duplicate_count integer not null,
    rejected_count integer not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
comment on table analytics.ingest_batches is
'What came in since the job fold_doors ran last: a row per batch, by door.';
comment on column analytics.ingest_batches.newest_at is
'When the newest of its valid events happened; null where it has none.';

create table analytics.door_minutes (
    door text not null,
    minute_at timestamptz not null,
    lag_step integer not null,
    batch_count bigint not null,
    stored_count bigint not null,
    duplicate_count bigint not null,
    rejected_count bigint not null,
    last_at timestamptz not null,
    constraint door_minutes_pkey primary key (door, minute_at, lag_step)
);
comment on table analytics.door_minutes is
'What came in through each door, by minute and by how late it was.';
comment on column analytics.door_minutes.lag_step is
'How long after its newest event a batch arrived: at most 2 ^ (lag_step / 4) ms; -1 for batches
without a valid event.';
grant select on analytics.ingest_batches, analytics.door_minutes to analytics_definer;

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
('fold_doors', 'Add up by minute what came in through each door.', 'fold_doors', null, '1 minute');
