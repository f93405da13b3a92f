-- What is there before the first migration: the schema, and the tables that say what was applied.
-- yoyo would make its own three itself, elsewhere; in this shape it takes them as they are.
do $$
begin
    if to_regnamespace('analytics') is null then
        create schema analytics;
    end if;
end;
$$;

create table if not exists analytics._yoyo_migration (
    migration_hash varchar(64) primary key,
    migration_id varchar(255),
    applied_at_utc timestamp
);

create table if not exists analytics._yoyo_log (
    id varchar(36) primary key,
    migration_hash varchar(64),
    migration_id varchar(255),
    operation varchar(10),
    username varchar(255),
    hostname varchar(255),
    comment varchar(255),
    created_at_utc timestamp
);

create table if not exists analytics._yoyo_version (
    version int not null primary key,
    installed_at_utc timestamp
);
insert into analytics._yoyo_version (version, installed_at_utc)
values (2, now() at time zone 'utc')
on conflict do nothing;

create table if not exists analytics.migration_checksums (
    migration_id text not null,
    sha256 text not null,
    applied_at timestamptz not null default now(),
    constraint migration_checksums_pkey primary key (migration_id)
);
comment on table analytics.migration_checksums is
'What each applied migration contained: one that is edited afterwards is an error.';
