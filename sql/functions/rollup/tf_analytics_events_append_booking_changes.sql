create or replace function analytics.tf_analytics_events_append_booking_changes()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    insert into analytics.booking_changes (
        vendor_id, booking_id, occurred_at, event_type, event_id, event_data, is_retraction
    )
    select
        c.vendor_id, c.event_data ->> 'bookingId', c."timestamp", c.event_type, c.id,
        c.event_data, tg_op = 'DELETE'
    from changed_rows as c
    where c.event_type in (
        'booking.confirmed', 'booking.changed', 'booking.cancelled', 'booking.completed'
    );
    return null;
end;
$$;

comment on function analytics.tf_analytics_events_append_booking_changes() is
'Appends what a statement changed of the events of bookings, for the fold to merge into the facts.';
revoke all on function analytics.tf_analytics_events_append_booking_changes() from public;
