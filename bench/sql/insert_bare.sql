-- The limit: the same text parsed and inserted by a function that does nothing else.
create function bench.insert_bare(p_events jsonb)
returns bigint
language plpgsql
volatile
as $$
declare
    v_count bigint;
begin
    insert into bench.bare_events (
        id, vendor_id, event_type, event_data, session_id, user_agent, ip_address, "timestamp",
        kind, source_system, stream_id, priority, metadata
    )
    select
        e.id, e."vendorId", e."eventType", e."eventData", e."sessionId", e."userAgent",
        e."ipAddress", e."timestamp", 'booking_event', e."sourceSystem", e."streamId",
        coalesce(e.priority, 'normal'), e.metadata
    from jsonb_to_recordset(p_events) as e (
        id uuid, "vendorId" uuid, "eventType" text, "timestamp" timestamptz, "eventData" jsonb,
        "sessionId" text, "userAgent" text, "ipAddress" inet, "sourceSystem" text,
        "streamId" text, priority text, metadata jsonb
    )
    on conflict do nothing;
    get diagnostics v_count = row_count;
    return v_count;
end;
$$;
