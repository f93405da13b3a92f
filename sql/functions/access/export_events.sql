create or replace function analytics.export_events(
    p_vendor_id uuid,
    p_after jsonb,
    p_limit integer
)
returns table (line jsonb, key jsonb)
language sql
stable
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    select
        jsonb_strip_nulls(jsonb_build_object(
            'id', e.id, 'vendorId', e.vendor_id, 'eventType', e.event_type,
            'timestamp', e."timestamp", 'schemaVersion', e.schema_version,
            'priority', e.priority, 'sourceSystem', e.source_system, 'streamId', e.stream_id,
            'sessionId', e.session_id, 'userAgent', e.user_agent, 'ipAddress', e.ip_address
        ))
        || case when e.metadata is null then '{}'
            else jsonb_build_object('metadata', e.metadata) end
        || jsonb_build_object('eventData', e.event_data),
        jsonb_build_array(e.event_type, e."timestamp", e.id)
    from public.analytics_events as e
    where e.vendor_id = p_vendor_id
        and (e.event_type, e."timestamp", e.id) > (
            coalesce(p_after ->> 0, ''), coalesce((p_after ->> 1)::timestamptz, '-infinity'),
            coalesce((p_after ->> 2)::uuid, '00000000-0000-0000-0000-000000000000')
        )
    order by e.event_type, e."timestamp", e.id
    limit p_limit
$$;

comment on function analytics.export_events(uuid, jsonb, integer) is
'Events of a vendor after a key, in the order of their keys, each as POST /api/analytics/events
takes it.';
revoke all on function analytics.export_events(uuid, jsonb, integer) from public;
grant execute on function analytics.export_events(uuid, jsonb, integer) to analytics_definer;
