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
stable
parallel safe
security invoker
as $$
    select
        (e.ordinality - 1)::integer, e.id, e."vendorId", e."eventType",
        case
            when e."timestamp" like '____-__-__T__:__:%Z'
                or e."timestamp" like '____-__-__T__:__:%+__:__'
                or e."timestamp" like '____-__-__T__:__:%-__:__' then e."timestamp"
            -- Not RFC 3339 at first sight: make the cast fail. With an offset the session's time
            -- zone does not matter.
            else 'unlike ' || e."timestamp"
        end::timestamptz,
        e."eventData", e."sessionId", e."userAgent", e."ipAddress", e."sourceSystem",
        e."streamId", e.priority, e."schemaVersion", e.metadata, null::jsonb
    from rows from (
        pg_catalog.jsonb_to_recordset(p_events) as (
            id uuid, "vendorId" uuid, "eventType" text, "timestamp" text, "eventData" jsonb,
            "sessionId" text, "userAgent" text, "ipAddress" inet, "sourceSystem" text,
            "streamId" text, priority text, "schemaVersion" integer, metadata jsonb
        )
    ) with ordinality as e
$$;

comment on function analytics.read_events(jsonb) is
'The events of an array as typed rows, in its order. Raises a data exception where any of them does
not fit: then read_events_singly tells which. Inlined.';
revoke all on function analytics.read_events(jsonb) from public;
