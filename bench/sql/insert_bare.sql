insert into bench.bare_events (
    id, vendor_id, event_type, event_data, session_id, user_agent, ip_address, "timestamp",
    kind, priority
)
select
    e.id, e."vendorId", e."eventType", e."eventData", e."sessionId", e."userAgent",
    e."ipAddress", e."timestamp", 'booking_event', 'normal'
from jsonb_to_recordset(%s::jsonb) as e (
    id uuid, "vendorId" uuid, "eventType" text, "timestamp" timestamptz, "eventData" jsonb,
    "sessionId" text, "userAgent" text, "ipAddress" inet
)
on conflict do nothing
