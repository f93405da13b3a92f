set local role analytics_owner;

create table analytics.imports (
    id uuid not null default gen_random_uuid(),
    file_name text not null,
    file_sha256 text not null,
    map_name text not null,
    map_sha256 text not null,
    events_checksum text not null,
    event_count bigint not null,
    acknowledged_count bigint not null default 0,
    stored_count bigint not null default 0,
    duplicate_count bigint not null default 0,
    rejected_count bigint not null default 0,
    status text not null default 'running',
    started_at timestamptz not null default now(),
    acknowledged_at timestamptz,
    finished_at timestamptz,
    constraint imports_pkey primary key (id),
    constraint imports_file_sha256_map_sha256_key unique (file_sha256, map_sha256),
    constraint imports_acknowledged_count_check
    check (acknowledged_count between 0 and event_count),
    constraint imports_status_check check (status in ('running', 'finished'))
);
alter table analytics.imports enable row level security;
alter table analytics.imports force row level security;
create policy owner_all on analytics.imports to analytics_owner using (true) with check (true);

comment on table analytics.imports is
'What was imported from files, once per file and map, and how far it came: an import that was
interrupted goes on after the last batch that was committed.';
comment on column analytics.imports.id is
'Also the importId in the context of the events that were rejected.';
comment on column analytics.imports.file_sha256 is 'Checksum of the file as it lies on disk.';
comment on column analytics.imports.map_sha256 is 'Checksum of the text of the map.';
comment on column analytics.imports.events_checksum is
'Checksum of the events that the map made of the file. Where it differs, a map depends on more than
the file, and the import begins anew.';
comment on column analytics.imports.acknowledged_count is
'How many events, in their order by time, have been committed with their verdicts.';
comment on column analytics.imports.started_at is 'When the latest run from the beginning began.';
comment on column analytics.imports.acknowledged_at is 'When the last batch was committed.';
