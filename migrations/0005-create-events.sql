set local role analytics_owner;

create table public.analytics_events (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid not null,
    event_type varchar(100) not null,
    event_data jsonb not null,
    session_id varchar(255),
    user_agent text,
    ip_address inet,
    "timestamp" timestamptz not null default now(),
    kind text not null,
    source_system text,
    stream_id text,
    priority text not null default 'normal',
    schema_version integer not null default 1,
    metadata jsonb,
    received_at timestamptz not null default now(),
    -- Identity of an event, access path by vendor, type and time, and carrier of the partition key.
    constraint analytics_events_pkey primary key (vendor_id, event_type, "timestamp", id)
) partition by range ("timestamp");
comment on table public.analytics_events is
'Every event that was accepted, once. Written by analytics_api.ingest_events; never updated.';
comment on column public.analytics_events."timestamp" is 'When it happened, as its sender said.';
comment on column public.analytics_events.received_at is 'When this database took it in.';
comment on column public.analytics_events.schema_version is
'Version of the registered schema that event_data was validated against.';
call analytics.protect_tenant_table('public.analytics_events');

create table analytics.event_window (
    is_singleton boolean not null default true,
    from_at timestamptz,
    to_at timestamptz,
    constraint event_window_pkey primary key (is_singleton),
    constraint event_window_is_singleton_check check (is_singleton)
);
comment on table analytics.event_window is
'Times that the attached partitions of analytics_events cover, half-open.';
insert into analytics.event_window default values;
grant select on analytics.event_window, analytics.settings to analytics_definer;

create table public.analytics_rejected_events (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid,
    event_type text,
    door text not null,
    reasons jsonb not null,
    schema_version integer,
    is_body boolean not null default false,
    raw_format text not null default 'json',
    raw_event bytea not null,
    raw_bytes_count integer not null,
    raw_sha256 text not null,
    is_truncated boolean not null default false,
    context jsonb not null default '{}',
    sender_vendor_ids uuid[],
    state text not null default 'open',
    received_at timestamptz not null default now(),
    replay_count integer not null default 0,
    replayed_at timestamptz,
    replay_result jsonb,
    constraint analytics_rejected_events_pkey primary key (id),
    constraint analytics_rejected_events_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint analytics_rejected_events_raw_format_check check (raw_format in ('json', 'ndjson')),
    constraint analytics_rejected_events_state_check check (state in ('open', 'replayed', 'closed'))
);
create index analytics_rejected_events_vendor_id_received_at_idx
on public.analytics_rejected_events (vendor_id, received_at desc, id desc);
create index analytics_rejected_events_received_at_idx
on public.analytics_rejected_events (received_at desc, id desc);
comment on table public.analytics_rejected_events is
'Every event that was refused, with its reasons and as it came, so that it can be replayed.';
comment on column public.analytics_rejected_events.vendor_id is
'The vendor, where it exists and the sender may write for it; else null, and only admins see it.';
comment on column public.analytics_rejected_events.door is 'Where it came in: sql, http, import, …';
comment on column public.analytics_rejected_events.reasons is
'Array of {pointer, keyword, expected, got}, pointers into the event.';
comment on column public.analytics_rejected_events.schema_version is
'The registered version that the event was judged by; null where its type or version is unknown.';
comment on column public.analytics_rejected_events.is_body is
'True for the whole body of a request that could not be taken apart into events.';
comment on column public.analytics_rejected_events.raw_event is
'The bytes as they came, whole, unless is_truncated: then the beginning of something larger than
settings.reject_bytes_max.';
comment on column public.analytics_rejected_events.raw_sha256 is
'Checksum of the whole, also where only its beginning is kept.';
comment on column public.analytics_rejected_events.context is
'What the door knew beside the event: request id, session, address, subject of the token.';
comment on column public.analytics_rejected_events.sender_vendor_ids is
'Vendors that the sender might write for, null for all: a replay must not do what it might not.';
comment on column public.analytics_rejected_events.state is
'open; replayed, once it is stored; closed, where nothing is to come of it.';
comment on column public.analytics_rejected_events.replay_result is
'What came of the latest replay: the verdict, or for a body the counts of its events.';
call analytics.protect_tenant_table('public.analytics_rejected_events');
