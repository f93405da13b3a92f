create or replace function analytics.erase_events(
    p_vendor_id uuid,
    p_patterns text[],
    p_needles text[],
    p_pseudonym text,
    p_mode text
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_sessions text[] := analytics.list_client_sessions(
        p_vendor_id, p_patterns, p_needles
    );
    v_bookings text[] := array(
        select l.booking_id from analytics.list_client_bookings(p_vendor_id, p_patterns) as l
        where p_mode = 'delete'
    );
    v_events public.analytics_events[];
    v_kept_count bigint;
    v_deleted_count bigint;
begin
    with gone as (
        delete from public.analytics_events as e
        where e.vendor_id = p_vendor_id and (
            e::text like any(p_needles) and to_jsonb(e)::text ~ any(p_patterns)
            or e.session_id = any(v_sessions) or e.event_data ->> 'bookingId' = any(v_bookings)
        )
        returning e.*
    )
    select array_agg(row(g.*)::public.analytics_events) into v_events from gone as g;

    -- Whatever the session says: what follows from these events is left to the trigger.
    perform set_config('analytics.appends_itself', 'off', true);
    with kept as (
        insert into public.analytics_events (
            id, vendor_id, event_type, event_data, "timestamp", kind, source_system, stream_id,
            priority, schema_version, metadata, received_at
        )
        select
            e.id, e.vendor_id, e.event_type,
            analytics.scrub_data(e.event_type, e.event_data, p_patterns, p_pseudonym),
            e."timestamp", e.kind, analytics.scrub_text(e.source_system, p_patterns, p_pseudonym),
            analytics.scrub_text(e.stream_id, p_patterns, p_pseudonym), e.priority,
            e.schema_version,
            analytics.scrub_text(e.metadata::text, p_patterns, p_pseudonym)::jsonb, e.received_at
        from unnest(v_events) as e
        where p_mode = 'anonymize' or not (
            e.event_data::text ~ any(p_patterns)
            or coalesce(e.event_data ->> 'bookingId' = any(v_bookings), false)
        )
        returning vendor_id, event_type, "timestamp", id
    ), deleted as (
        insert into analytics.deleted_events (vendor_id, event_type, occurred_at, event_id)
        select e.vendor_id, e.event_type, e."timestamp", e.id from unnest(v_events) as e
        except all
        select k.vendor_id, k.event_type, k."timestamp", k.id from kept as k
        returning 1
    )
    select (select count(*) from kept), (select count(*) from deleted)
    into v_kept_count, v_deleted_count;
    -- What the host deletes for good it deletes from the record of corrections, too.
    delete from analytics.event_corrections as c
    using unnest(v_events) as e
    where p_mode = 'delete' and c.vendor_id = p_vendor_id and c.event_id = e.id
        and c.event_type = e.event_type and c.occurred_at = e."timestamp";
    return jsonb_build_object('anonymized', v_kept_count, 'deleted', v_deleted_count);
end;
$$;

comment on function analytics.erase_events(uuid, text[], text[], text, text) is
'Anonymize or delete the events that name a client, with the addresses and browsers of its sessions;
to delete means also all events of its bookings. Returns {anonymized, deleted}. The rollups follow
as after any correction, and no replay undoes it.';
revoke all on function analytics.erase_events(uuid, text[], text[], text, text) from public;
