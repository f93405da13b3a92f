-- Roles are shared by all databases of a cluster, so each is created only where it is missing.
do $$
declare
    v_role text;
begin
    foreach v_role in array array[
        'analytics_owner', 'analytics_definer', 'analytics_api_user',
        'analytics_ingest', 'analytics_reader'
    ]
    loop
        if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
            execute format('create role %I nologin', v_role);
        end if;
        if not pg_has_role(current_user, v_role, 'member') or not exists (
            select from pg_catalog.pg_auth_members as m
            where m.roleid = v_role::regrole and m.member = current_user::regrole
        ) then
            execute format('grant %I to current_user', v_role);
        end if;
    end loop;
end;
$$;

create schema if not exists analytics;
create schema if not exists analytics_api;
alter schema analytics owner to analytics_owner;
alter schema analytics_api owner to analytics_definer;

comment on schema analytics is
'The machinery of WedSync Analytics: registry, delta log, facts, jobs, functions. No grants.';
comment on schema analytics_api is
'The views and functions of WedSync Analytics: the only schema that anybody outside calls.';

grant usage, create on schema public to analytics_owner;
grant usage on schema public, analytics to analytics_definer;
grant usage on schema analytics to analytics_api_user, analytics_reader;
grant usage on schema analytics_api to analytics_api_user, analytics_ingest, analytics_reader;

set local role analytics_owner;

create table if not exists analytics.sql_files (
    path text not null,
    sha256 text not null,
    loaded_at timestamptz not null default now(),
    constraint sql_files_pkey primary key (path)
);
comment on table analytics.sql_files is
'What of sql/ this database holds: one row per file, with the checksum it was loaded with.';

create table analytics.settings (
    is_singleton boolean not null default true,
    partition_interval text not null default 'monthly',
    partitions_ahead_count integer not null default 3,
    raw_retention interval,
    future_tolerance interval not null default interval '1 day',
    event_bytes_max integer not null default 65536,
    batch_events_max integer not null default 5000,
    reject_bytes_max integer not null default 5242880,
    reject_sample_bytes integer not null default 1024,
    history_retention interval not null default interval '30 days',
    constraint settings_pkey primary key (is_singleton),
    constraint settings_is_singleton_check check (is_singleton),
    constraint settings_partition_interval_check
    check (partition_interval in ('monthly', 'weekly')),
    constraint settings_partitions_ahead_count_check check (partitions_ahead_count between 1 and 60)
);
comment on table analytics.settings is 'The settings of this installation: exactly one row.';
comment on column analytics.settings.partition_interval is
'monthly or weekly; read when a partition of analytics_events is created.';
comment on column analytics.settings.raw_retention is
'Age after which partitions of raw events are detached; null keeps them. Rollups and facts stay.';
comment on column analytics.settings.future_tolerance is
'How far ahead of the server clock an event may lie before it is rejected.';
comment on column analytics.settings.event_bytes_max is
'Size in bytes, as JSON text, above which an event is rejected by itself.';
comment on column analytics.settings.batch_events_max is
'Number of events above which a whole batch is refused with ZA102.';
comment on column analytics.settings.reject_bytes_max is
'Size in bytes up to which what is refused is kept whole, so that it can be replayed.';
comment on column analytics.settings.reject_sample_bytes is
'How much is kept, beside its hash, of what is larger than that.';
comment on column analytics.settings.history_retention is
'How long the history of jobs is kept.';

insert into analytics.settings default values;
