-- As the role that migrates: the table is its own.
grant select on analytics.migration_checksums to analytics_definer;

set local role analytics_owner;

create table public.analytics_api_usage (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid not null,
    requested_at timestamptz not null,
    caller_id text,
    caller_kind text not null,
    route text not null,
    method text not null,
    status smallint not null,
    duration_ms real not null,
    database_ms real not null,
    row_count bigint,
    byte_count bigint,
    cache_status text,
    request_id text,
    trace_id text,
    constraint analytics_api_usage_pkey primary key (vendor_id, requested_at, id),
    constraint analytics_api_usage_caller_kind_check
    check (caller_kind in ('user', 'key', 'nobody'))
)
partition by range (requested_at);
comment on table public.analytics_api_usage is
'What was asked over HTTP, a row per request, a partition per month: never a body, a token, an
address or a query.';
comment on column public.analytics_api_usage.vendor_id is
'The one vendor of the caller; all zeros where there is none, or several. No foreign key: a log is
not to wait for, or to be refused by, what it tells of.';
comment on column public.analytics_api_usage.caller_id is 'Of the user or the secret key.';
comment on column public.analytics_api_usage.route is 'The rule, not the path: no id is in it.';
call analytics.protect_tenant_table('public.analytics_api_usage');

alter table analytics.settings
add column usage_retention interval not null default '90 days';
comment on column analytics.settings.usage_retention is
'How long requests stay in analytics_api_usage, by whole months.';
