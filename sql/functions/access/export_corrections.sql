create or replace function analytics.export_corrections(
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
            'record', 'correction', 'vendorId', c.vendor_id, 'id', c.id, 'action', c.action,
            'eventType', c.event_type, 'timestamp', c.occurred_at, 'eventId', c.event_id,
            'before', c.data_before, 'after', c.data_after, 'reason', c.reason,
            'correctedBy', c.corrected_by, 'correctedAt', c.corrected_at
        ),
        jsonb_build_array(c.id)
    from analytics.event_corrections as c
    where c.vendor_id = p_vendor_id
        and c.id > coalesce((p_after ->> 0)::uuid, '00000000-0000-0000-0000-000000000000')
    order by c.id
    limit p_limit
$$;

comment on function analytics.export_corrections(uuid, jsonb, integer) is
'Corrections and deletions of a vendor''s events after a key.';
revoke all on function analytics.export_corrections(uuid, jsonb, integer) from public;
grant execute on function analytics.export_corrections(uuid, jsonb, integer)
to analytics_definer;
