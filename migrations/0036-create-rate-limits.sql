set local role analytics_owner;

create table analytics.rate_limits (
    subject_kind text not null,
    route_class text not null,
    subject text not null default '*',
    unit_count integer not null,
    period_s integer not null default 60,
    burst_count integer not null,
    is_enabled boolean not null default true,
    constraint rate_limits_pkey primary key (subject_kind, route_class, subject),
    constraint rate_limits_subject_kind_check
    check (subject_kind in ('user', 'key', 'vendor', 'address')),
    constraint rate_limits_route_class_check
    check (route_class in ('read', 'ingest', 'admin', 'open')),
    constraint rate_limits_unit_count_check check (unit_count between 1 and 10000000),
    constraint rate_limits_period_s_check check (period_s between 1 and 86400),
    constraint rate_limits_burst_count_check check (burst_count between 1 and 10000000)
);
comment on table analytics.rate_limits is
'How many units a subject may spend on routes of a class: unit_count per period_s, and burst_count
of them at once. A change holds from the next request on.';
comment on column analytics.rate_limits.subject is
'The one that a row is for (id of user, key or vendor, or address); it wins over "*", all others.';
comment on column analytics.rate_limits.is_enabled is
'Without it there is no limit of this kind, for this subject.';
grant select on analytics.rate_limits to analytics_definer;

create table analytics.route_costs (
    route text not null,
    unit_count integer not null,
    bytes_per_unit integer,
    constraint route_costs_pkey primary key (route),
    constraint route_costs_unit_count_check check (unit_count between 1 and 10000),
    constraint route_costs_bytes_per_unit_check check (bytes_per_unit >= 1024)
);
comment on table analytics.route_costs is
'What a request to a route costs, where that is not one unit.';
comment on column analytics.route_costs.bytes_per_unit is
'So many bytes of the body cost one unit more each; null where its size does not count.';
grant select on analytics.route_costs to analytics_definer;

-- Lost in a crash, which every caller gains by; nothing of it is written to the log.
create unlogged table analytics.rate_states (
    subject_kind text not null,
    route_class text not null,
    subject text not null,
    spent_until timestamptz not null,
    constraint rate_states_pkey primary key (subject_kind, route_class, subject)
)
-- Room for the versions that a page collects between two readings, none of which touches the index.
with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
comment on table analytics.rate_states is
'When each subject will have paid for what it has asked: the theoretical arrival time of the generic
cell rate algorithm (ITU-T I.371). A time that is past is the same as no row.';
grant select, insert, update on analytics.rate_states to analytics_definer;

insert into analytics.rate_limits (subject_kind, route_class, unit_count, burst_count)
values
('user', 'read', 1200, 300),
('user', 'ingest', 6000, 1000),
('user', 'admin', 300, 100),
('key', 'read', 3000, 500),
('key', 'ingest', 6000, 1000),
('key', 'admin', 300, 100),
('vendor', 'read', 3000, 500),
('vendor', 'ingest', 6000, 1000),
('vendor', 'admin', 600, 200),
('address', 'read', 3000, 500),
('address', 'ingest', 6000, 1000),
('address', 'admin', 300, 100),
('address', 'open', 600, 200);

insert into analytics.route_costs (route, unit_count, bytes_per_unit)
values
('/api/analytics/events', 1, 65536),
('/api/analytics/hooks/<source>', 1, 65536),
('/api/analytics/collect', 1, 65536),
('/api/analytics/rejected-events/replay', 10, null),
('/api/analytics/dashboards/<uuid:dashboard_id>/data', 5, null),
('/api/analytics/shared/<token>', 5, null),
('/api/analytics/export', 20, null),
('/api/analytics/clients/erasures', 20, null);

insert into analytics.jobs (job_name, description, routine, every)
values (
    'prune_rate_states', 'Forget callers who have not been here for a while.',
    'prune_rate_states', '1 hour'
);
