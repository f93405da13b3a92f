create or replace function analytics.tf_analytics_inbox_ingest()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_ids uuid[] := analytics.writable_vendor_ids();
    v_events jsonb;
begin
    for v_events in
        select jsonb_agg(r.event order by r.place)
        from (
            select
                n.place, (n.place - 1) / 1000 as chunk,
                jsonb_build_object(
                    'id', n.id, 'vendorId', n.vendor_id, 'eventType', n.event_type,
                    'timestamp', n."timestamp", 'eventData', n.event_data,
                    'sessionId', n.session_id, 'userAgent', n.user_agent,
                    'ipAddress', host(n.ip_address), 'sourceSystem', n.source_system,
                    'streamId', n.stream_id, 'priority', n.priority,
                    'schemaVersion', n.schema_version, 'metadata', n.metadata
                ) as event
            from (select i.*, row_number() over () as place from new_rows as i) as n
            order by chunk, n.place
        ) as r
        group by r.chunk
    loop
        perform analytics.store_events(
            v_events,
            jsonb_build_object(
                'door', 'inbox',
                'producer', coalesce(nullif(current_setting('role', true), 'none'), session_user)
            ),
            v_vendor_ids
        );
    end loop;
    return null;
end;
$$;

comment on function analytics.tf_analytics_inbox_ingest() is
'Hands on what a statement puts into the inbox, a thousand rows at a time, by the tenant rules of
ingest_events: no row fails the statement, what is refused is kept. Raises ZA401 (claims).';
revoke all on function analytics.tf_analytics_inbox_ingest() from public;
