set local role analytics_owner;

create unlogged table public.analytics_inbox (
    id uuid,
    vendor_id uuid,
    event_type text,
    event_data jsonb,
    session_id text,
    user_agent text,
    ip_address inet,
    "timestamp" timestamptz,
    source_system text,
    stream_id text,
    priority text,
    schema_version integer,
    metadata jsonb
);
comment on table public.analytics_inbox is
'A door for INSERT and COPY: what is put in is judged and stored as events, or kept as rejected, in
the same statement. Nobody reads it, and a job empties it; columns as in analytics_events. It has no
row-level security, because COPY and that exclude each other: its trigger checks the vendors.';
comment on column public.analytics_inbox.vendor_id is
'May be left out by who acts for one vendor.';
comment on column public.analytics_inbox."timestamp" is
'When it happened; null with an id of UUID version 7, whose time is taken, or for now.';

grant insert on public.analytics_inbox to analytics_ingest, analytics_api_user;

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
(
    'truncate_inbox', 'Empty the inbox, whose rows have been handed on as events.',
    'truncate_inbox', 'list_filled_inbox', '1 minute'
);
