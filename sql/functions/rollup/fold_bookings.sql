create or replace function analytics.fold_bookings(p_vendor_id uuid)
returns bigint
-- In PL/pgSQL, which keeps its plan: to make one for each vendor took longer than most folds.
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_count bigint;
begin
    if not exists (
        select from analytics.booking_changes as c where c.vendor_id = p_vendor_id
    ) then
        return 0;
    end if;
    -- One statement, so one snapshot: the views see exactly the changes that are taken.
    with merged as materialized (
        select b.* from analytics.pending_bookings as b where b.vendor_id = p_vendor_id
    ), said as materialized (
        select e.* from analytics.pending_booking_events as e where e.vendor_id = p_vendor_id
    ), taken as (
        delete from analytics.booking_changes as c
        where c.vendor_id = p_vendor_id
        returning c.booking_id
    ), retracted as (
        delete from analytics.booking_history as h
        using said as s
        where s.is_retraction and h.vendor_id = p_vendor_id and h.booking_id = s.booking_id
            and h.occurred_at = s.occurred_at and h.event_type = s.event_type
            and h.event_id = s.event_id
    ), kept as (
        insert into analytics.booking_history as h (
            vendor_id, booking_id, occurred_at, event_type, event_id, event_data
        )
        select s.vendor_id, s.booking_id, s.occurred_at, s.event_type, s.event_id, s.event_data
        from said as s
        where not s.is_retraction
        order by s.booking_id, s.occurred_at, s.event_type, s.event_id
        -- A correction says something else under the identity that is there.
        on conflict (vendor_id, booking_id, occurred_at, event_type, event_id)
        do update set event_data = excluded.event_data
        where h.event_data is distinct from excluded.event_data
    ), vanished as (
        delete from analytics.booking_facts as f
        where f.vendor_id = p_vendor_id
            and f.booking_id in (select t.booking_id from taken as t)
            and f.booking_id not in (select m.booking_id from merged as m)
    ), replaced as (
        insert into analytics.booking_facts
        select m.* from merged as m
        order by m.booking_id
        on conflict (vendor_id, booking_id) do update set
            client_id = excluded.client_id, status = excluded.status,
            booked_at = excluded.booked_at, wedding_on = excluded.wedding_on,
            "value" = excluded."value", currency = excluded.currency, style = excluded.style,
            venue_type = excluded.venue_type, channel = excluded.channel,
            referrer = excluded.referrer, guest_count = excluded.guest_count,
            is_repeat_client = excluded.is_repeat_client, is_referral = excluded.is_referral,
            cancelled_at = excluded.cancelled_at, completed_at = excluded.completed_at,
            cancel_reason = excluded.cancel_reason, change_count = excluded.change_count
    )
    select count(*) into v_count from taken;
    return v_count;
end;
$$;

comment on function analytics.fold_bookings(uuid) is
'Merge the pending changes of a vendor''s bookings into its facts; returns how many there were. The
caller holds the vendor''s fold lock.';
revoke all on function analytics.fold_bookings(uuid) from public;
