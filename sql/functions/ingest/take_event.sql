create or replace function analytics.take_event(p_key analytics.event_key)
returns jsonb
language sql
volatile
security invoker
set search_path = ''
as $$
    delete from public.analytics_events as e
    where e.vendor_id = p_key.vendor_id and e.event_type = p_key.event_type
        and e."timestamp" = p_key.occurred_at and e.id = p_key.event_id
    returning e.event_data
$$;

comment on function analytics.take_event(analytics.event_key) is
'Delete an event, which retracts it from the rollups and facts; returns its data, null if there was
none.';
revoke all on function analytics.take_event(analytics.event_key) from public;
