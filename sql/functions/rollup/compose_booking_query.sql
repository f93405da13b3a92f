create or replace function analytics.compose_booking_query(p_event_type text, p_relation text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        $query$
            insert into analytics.booking_changes (
                vendor_id, booking_id, occurred_at, event_type, event_id, event_data, is_retraction
            )
            select
                b.vendor_id, b.event_data ->> 'bookingId', b."timestamp", b.event_type, b.id,
                b.event_data, v_sign < 0
            from %s as b
            where b.event_type = %L$query$,
        p_relation, p_event_type
    )
    where p_event_type = any(analytics.list_booking_types())
$$;

comment on function analytics.compose_booking_query(text, text) is
'SQL text that appends the events of one type in a relation to the changes of bookings, for the fold
to merge into the facts; null for types that say nothing of bookings. v_sign is -1 where they are
taken back.';
revoke all on function analytics.compose_booking_query(text, text) from public;
