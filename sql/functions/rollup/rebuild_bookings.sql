create or replace function analytics.rebuild_bookings(p_vendor_id uuid)
returns bigint
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    -- First the history becomes what the events say, of detached partitions what it said before.
    with truth as materialized (
        select
            e.event_data ->> 'bookingId' as booking_id, e."timestamp" as occurred_at,
            e.event_type, e.id as event_id, e.event_data
        from public.analytics_events as e
        where e.vendor_id = p_vendor_id
            and e.event_type = any(analytics.list_booking_types())
    ), taken as (
        delete from analytics.booking_changes as c where c.vendor_id = p_vendor_id
    ), stale as (
        delete from analytics.booking_history as h
        using analytics.event_window as w
        where h.vendor_id = p_vendor_id and h.occurred_at >= w.from_at
            and not exists (
                select from truth as t
                where t.booking_id = h.booking_id and t.occurred_at = h.occurred_at
                    and t.event_type = h.event_type and t.event_id = h.event_id
            )
    )
    insert into analytics.booking_history (
        vendor_id, booking_id, occurred_at, event_type, event_id, event_data
    )
    select p_vendor_id, t.booking_id, t.occurred_at, t.event_type, t.event_id, t.event_data
    from truth as t
    order by t.booking_id, t.occurred_at, t.event_type, t.event_id
    on conflict (vendor_id, booking_id, occurred_at, event_type, event_id)
    do update set event_data = excluded.event_data;

    -- Then the fold merges each booking once more; what a writer says meanwhile has a higher id.
    delete from analytics.booking_facts as f where f.vendor_id = p_vendor_id;
    insert into analytics.booking_changes (
        id, vendor_id, booking_id, occurred_at, event_type, event_id, event_data
    )
    select
        - row_number() over (), h.vendor_id, h.booking_id, h.occurred_at,
        h.event_type, h.event_id, h.event_data
    from analytics.booking_history as h
    where h.vendor_id = p_vendor_id;
    return analytics.fold_bookings(p_vendor_id);
end;
$$;

comment on function analytics.rebuild_bookings(uuid) is
'Replace the history and the facts of a vendor''s bookings by what its events say; returns the
number of events. The caller holds the vendor''s fold lock.';
revoke all on function analytics.rebuild_bookings(uuid) from public;
