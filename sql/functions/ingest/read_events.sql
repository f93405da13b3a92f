create or replace function analytics.read_events(p_events jsonb)
returns table (
    index integer,
    id uuid,
    vendor_id uuid,
    event_type text,
    occurred_at timestamptz,
    event_data jsonb,
    session_id text,
    user_agent text,
    ip_address inet,
    source_system text,
    stream_id text,
    priority text,
    schema_version integer,
    metadata jsonb,
    reasons jsonb
)
language sql
immutable
parallel safe
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    select
        (e.ordinality - 1)::integer, e.id::uuid, e."vendorId"::uuid, e."eventType",
        case
            when e."timestamp" like '____-__-__T__:__:%Z'
                or e."timestamp" like '____-__-__T__:__:%+__:__'
                or e."timestamp" like '____-__-__T__:__:%-__:__' then e."timestamp"
            -- Not RFC 3339 at first sight: make the cast fail.
            else 'unlike ' || e."timestamp"
        end::timestamptz,
        e."eventData", e."sessionId", e."userAgent", e."ipAddress"::inet, e."sourceSystem",
        e."streamId", e.priority, e."schemaVersion"::integer, e.metadata, null::jsonb
    from rows from (
        jsonb_to_recordset(p_events) as (
            id text, "vendorId" text, "eventType" text, "timestamp" text, "eventData" jsonb,
            "sessionId" text, "userAgent" text, "ipAddress" text, "sourceSystem" text,
            "streamId" text, priority text, "schemaVersion" text, metadata jsonb
        )
    ) with ordinality as e
$$;

comment on function analytics.read_events(jsonb) is
'The events of an array as typed rows, in its order. Raises a data exception where any of them does
not fit: then read_events_singly tells which.';
revoke all on function analytics.read_events(jsonb) from public;
