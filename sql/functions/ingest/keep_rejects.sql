create or replace function analytics.keep_rejects(
    p_rejects jsonb,
    p_events jsonb,
    p_raw_events text[],
    p_context jsonb,
    p_vendor_ids uuid[],
    p_now timestamptz
)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    insert into public.analytics_rejected_events (
        vendor_id, event_type, door, reasons, schema_version, raw_event, raw_bytes_count,
        raw_sha256, is_truncated, context, sender_vendor_ids, received_at
    )
    select
        coalesce(r."vendorId", analytics.only_vendor_id(p_vendor_ids)),
        left(r."eventType", 100), left(coalesce(p_context ->> 'door', 'sql'), 50), r.reasons,
        r."schemaVersion", k.kept, k.bytes_count, k.sha256, k.is_truncated, p_context - 'door',
        p_vendor_ids, p_now
    from jsonb_to_recordset(p_rejects) as r (
        index integer, "vendorId" uuid, "eventType" text, "schemaVersion" integer, reasons jsonb
    )
    cross join lateral analytics.cut_raw_bytes(convert_to(
        coalesce(p_raw_events[r.index + 1], (p_events -> r.index)::text), 'UTF8'
    )) as k
    order by r.index
$$;

comment on function analytics.keep_rejects(jsonb, jsonb, text[], jsonb, uuid[], timestamptz) is
'Keep refused events with their reasons [{index, vendorId, eventType, schemaVersion, reasons}] and
as they came.';
revoke all on function analytics.keep_rejects(jsonb, jsonb, text[], jsonb, uuid[], timestamptz)
from public;
