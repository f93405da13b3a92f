create or replace function analytics.erase_records(
    p_vendor_id uuid,
    p_patterns text[],
    p_needles text[],
    p_pseudonym text,
    p_mode text
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_column record;
    v_found jsonb;
begin
    -- A refused event counts nowhere, and may hold anything.
    delete from public.analytics_rejected_events as r
    where (r.vendor_id = p_vendor_id
        -- Of an unknown vendor, or one that was not the sender's to write for.
        or r.vendor_id is null and p_vendor_id = any(r.sender_vendor_ids))
        and (to_jsonb(r)::text || analytics.bytes_as_text(r.raw_event)) ~ any(p_patterns);
    update analytics.event_corrections as c
    set
        data_before = analytics.scrub_data(c.event_type, c.data_before, p_patterns, p_pseudonym),
        data_after = analytics.scrub_data(c.event_type, c.data_after, p_patterns, p_pseudonym),
        reason = null
    where c.vendor_id = p_vendor_id and to_jsonb(c)::text ~ any(p_patterns);
    -- Of attached events the fold has done this; the history also has those that are detached.
    delete from analytics.booking_history as h
    where p_mode = 'delete' and h.vendor_id = p_vendor_id and h.booking_id in (
        select l.booking_id from analytics.list_client_bookings(p_vendor_id, p_patterns) as l
    );
    delete from analytics.booking_facts as f
    where p_mode = 'delete' and f.vendor_id = p_vendor_id and f.booking_id in (
        select l.booking_id from analytics.list_client_bookings(p_vendor_id, p_patterns) as l
    );
    update analytics.booking_history as h
    set event_data = analytics.scrub_data(h.event_type, h.event_data, p_patterns, p_pseudonym)
    where h.vendor_id = p_vendor_id and h.event_data::text ~ any(p_patterns);
    -- What callers with several vendors were answered lies with none of them.
    update analytics.idempotency_keys as k
    set body = analytics.scrub_text(k.body::text, p_patterns, p_pseudonym)::jsonb
    where k.vendor_id = '00000000-0000-0000-0000-000000000000' and k.body::text ~ any(p_patterns);

    -- Every other table, whatever it is for.
    v_found := analytics.find_mentions(p_vendor_id, p_patterns, p_needles);
    for v_column in
        select l.table_name, l.column_name
        from analytics.list_tenant_columns() as l
        where v_found ->> l.table_name::text <> '0'
            and l.table_name <> 'public.analytics_events'::regclass
    loop
        -- As JSON, in which an id is told by the name of its column.
        execute format(
            'update %1$s as t set %2$I = (select r.%2$I from jsonb_populate_record(null::%1$s,'
            ' analytics.scrub_text(jsonb_build_object(%2$L, t.%2$I)::text, $2, $3)::jsonb) as r)'
            ' where t.vendor_id = $1 and jsonb_build_object(%2$L, t.%2$I)::text ~ any($2)',
            v_column.table_name, v_column.column_name
        ) using p_vendor_id, p_patterns, p_pseudonym;
    end loop;
end;
$$;

comment on function analytics.erase_records(uuid, text[], text[], text, text) is
'Take a client out of everything of a vendor but its events: rejects are deleted, the record of
corrections and the history of bookings scrubbed, and any other table has the pseudonym instead.';
revoke all on function analytics.erase_records(uuid, text[], text[], text, text) from public;
