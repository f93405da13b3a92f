create or replace function analytics.compose_plain_event_query(
    p_type analytics.event_types
)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    -- One statement, for what a statement costs is mostly to begin it. No "on conflict do nothing":
    -- a row costs less without it, and few events come twice.
    select format(
        $query$
with stored as (
    insert into public.analytics_events (
        id, vendor_id, event_type, event_data, session_id, user_agent, ip_address, "timestamp",
        kind, source_system, stream_id, priority, schema_version, received_at
    )
    select
        v_id, v_vendor_id, %1$L, v_data,
        coalesce(p_event ->> 'sessionId', left(p_context ->> 'sessionId', 255)),
        coalesce(p_event ->> 'userAgent', p_context ->> 'userAgent'),
        analytics.try_inet(p_context ->> 'ipAddress'), v_occurred_at, %2$L,
        coalesce(p_event ->> 'sourceSystem', p_context ->> 'sourceSystem'),
        coalesce(p_event ->> 'streamId', p_context ->> 'streamId'),
        coalesce(p_context ->> 'priority', %3$L), %4$s, p_now
    from public.user_profiles as p
    cross join analytics.event_window as w
    cross join analytics.settings as s
    where p.id = v_vendor_id and (p_vendor_ids is null or p.id = any(p_vendor_ids))
        and v_id is not null
        and v_occurred_at >= w.from_at and v_occurred_at < w.to_at
        and v_occurred_at <= p_now + s.future_tolerance
        -- What was deleted for good does not come back: its replay is a duplicate.
        and not exists (
            select from analytics.deleted_events as d
            where d.vendor_id = v_vendor_id and d.event_type = %1$L
                and d.occurred_at = v_occurred_at and d.event_id = v_id
        )
        and %5$s
    -- There is one at most, and the planner is to know it.
    limit 1
    returning id, vendor_id, event_type, event_data, "timestamp", kind, priority
)%6$s%7$s, marked as (
    insert into analytics.change_feed (vendor_id, kind, priority)
    select s.vendor_id, s.kind, s.priority from stored as s
)
insert into analytics.ingest_batches (
    door, received_at, newest_at, stored_count, duplicate_count, rejected_count
)
select left(coalesce(p_context ->> 'door', 'sql'), 50), p_now, s."timestamp", 1, 0, 0
from stored as s;
v_is_stored := found;
$query$,
        p_type.event_type, p_type.kind, p_type.priority, p_type.schema_version,
        coalesce(
            analytics.compile_shortcut(p_type.data_schema, 'v_data', r.root),
            (analytics.compile_schema(p_type.data_schema, 'v_data', '''''::text', r.root)).condition
        ),
        ', added as (' || analytics.compose_delta_insert(
            analytics.compose_single_delta_query(p_type.event_type, 'stored')
        ) || ')',
        ', changed as (' || analytics.compose_booking_query(p_type.event_type, 'stored') || ')'
    )
    from (select p_type.data_schema || '{"$assertsFormat": true}' as root) as r
$$;

comment on function analytics.compose_plain_event_query(analytics.event_types) is
'PL/pgSQL text that stores one event of this type and version, if it is valid and nothing speaks
against it, with all that follows from it: deltas, changes of bookings, a mark of what changed, and
the count of its door.';
revoke all on function analytics.compose_plain_event_query(analytics.event_types) from public;
