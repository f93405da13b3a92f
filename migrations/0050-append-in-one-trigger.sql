-- One trigger appends deltas, changes of bookings and marks: each of them read the rows anew.
drop trigger if exists append_booking_changes_after_insert on public.analytics_events;
drop trigger if exists append_booking_changes_after_delete on public.analytics_events;
drop function if exists analytics.tf_analytics_events_append_booking_changes();
-- Compiled from the registry and the metric catalogue from now on.
drop function if exists analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz);
