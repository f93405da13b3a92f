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
        vendor_id, event_type, door, reasons, raw_event, raw_bytes_count, raw_sha256,
        is_truncated, context, received_at
    )
    select
        -- The sender's own, where it did not name a vendor that it may write for.
        coalesce(
            r."vendorId", case when cardinality(p_vendor_ids) = 1 then p_vendor_ids[1] end
        ),
        left(r."eventType", 100), coalesce(p_context ->> 'door', 'sql'), r.reasons,
        case
            when octet_length(e.raw_event) > s.event_bytes_max
                then left(e.raw_event, s.reject_sample_bytes)
            else e.raw_event
        end,
        octet_length(e.raw_event), encode(sha256(convert_to(e.raw_event, 'UTF8')), 'hex'),
        octet_length(e.raw_event) > s.event_bytes_max, p_context - 'door', p_now
    from jsonb_to_recordset(p_rejects) as r (
        index integer, "vendorId" uuid, "eventType" text, reasons jsonb
    )
    cross join analytics.settings as s
    cross join lateral (
        select coalesce(p_raw_events[r.index + 1], (p_events -> r.index)::text) as raw_event
    ) as e
    order by r.index
$$;

comment on function analytics.keep_rejects(jsonb, jsonb, text[], jsonb, uuid[], timestamptz) is
'Keep refused events with their reasons [{index, vendorId, eventType, reasons}] and as they came; of
one that is too large its hash and its beginning.';
revoke all on function analytics.keep_rejects(jsonb, jsonb, text[], jsonb, uuid[], timestamptz)
from public;
