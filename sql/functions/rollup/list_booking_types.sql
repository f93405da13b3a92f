create or replace function analytics.list_booking_types()
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select '{booking.confirmed,booking.changed,booking.cancelled,booking.completed}'::text[]
$$;

comment on function analytics.list_booking_types() is
'Types of the events that make the facts of bookings.';
revoke all on function analytics.list_booking_types() from public;
