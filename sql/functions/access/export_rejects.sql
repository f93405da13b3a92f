create or replace function analytics.export_rejects(
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
        jsonb_build_object(
            'record', 'reject', 'vendorId', r.vendor_id, 'id', r.id, 'receivedAt', r.received_at,
            'door', r.door, 'state', r.state, 'eventType', r.event_type, 'reasons', r.reasons,
            'rawEvent', analytics.bytes_as_text(r.raw_event), 'rawBytes', r.raw_bytes_count,
            'rawSha256', r.raw_sha256, 'isTruncated', r.is_truncated, 'context', r.context
        ),
        jsonb_build_array(r.received_at, r.id)
    from public.analytics_rejected_events as r
    where r.vendor_id = p_vendor_id
        and (r.received_at, r.id) > (
            coalesce((p_after ->> 0)::timestamptz, '-infinity'),
            coalesce((p_after ->> 1)::uuid, '00000000-0000-0000-0000-000000000000')
        )
    order by r.received_at, r.id
    limit p_limit
$$;

comment on function analytics.export_rejects(uuid, jsonb, integer) is
'Rejected events of a vendor after a key, by the time they came in, as they came.';
revoke all on function analytics.export_rejects(uuid, jsonb, integer) from public;
grant execute on function analytics.export_rejects(uuid, jsonb, integer) to analytics_definer;
