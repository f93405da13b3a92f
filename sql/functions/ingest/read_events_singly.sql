create or replace function analytics.read_events_singly(p_events jsonb)
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
parallel unsafe
security invoker
set search_path = ''
as $$
    select
        (e.ordinality - 1)::integer, v.id, v.vendor_id, e.event ->> 'eventType', v.occurred_at,
        nullif(e.event -> 'eventData', 'null'), e.event ->> 'sessionId', e.event ->> 'userAgent',
        v.ip_address, e.event ->> 'sourceSystem', e.event ->> 'streamId', e.event ->> 'priority',
        v.schema_version, nullif(e.event -> 'metadata', 'null'),
        (
            select jsonb_agg(analytics.reason(
                c.pointer, c.keyword, to_jsonb(c.expected), c.got
            ))
            from (values
                ('', 'type', 'object', e.event, jsonb_typeof(e.event) <> 'object'),
                ('/id', 'format', 'uuid', e.event -> 'id', v.id is null),
                ('/vendorId', 'format', 'uuid', e.event -> 'vendorId', v.vendor_id is null),
                (
                    '/timestamp', 'format', 'date-time', e.event -> 'timestamp',
                    v.occurred_at is null
                ),
                (
                    '/ipAddress', 'format', 'ipv4 or ipv6', e.event -> 'ipAddress',
                    v.ip_address is null
                ),
                (
                    '/schemaVersion', 'type', 'integer', e.event -> 'schemaVersion',
                    v.schema_version is null
                )
            ) as c (pointer, keyword, expected, got, is_missing)
            where c.is_missing and (c.pointer = '' or coalesce(c.got, 'null') <> 'null')
        )
    from jsonb_array_elements(p_events) with ordinality as e (event, ordinality)
    cross join lateral (
        select
            analytics.try_uuid(e.event ->> 'id'), analytics.try_uuid(e.event ->> 'vendorId'),
            analytics.try_timestamptz(e.event ->> 'timestamp'),
            analytics.try_inet(e.event ->> 'ipAddress'),
            analytics.try_integer(e.event ->> 'schemaVersion')
    ) as v (id, vendor_id, occurred_at, ip_address, schema_version)
$$;

comment on function analytics.read_events_singly(jsonb) is
'As read_events, but each event by itself: what cannot be read is null and has reasons [{pointer,
keyword, expected, got}].';
revoke all on function analytics.read_events_singly(jsonb) from public;
