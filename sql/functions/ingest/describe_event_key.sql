create or replace function analytics.describe_event_key(p_key analytics.event_key)
returns jsonb
language sql
stable
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    select jsonb_build_object(
        'vendorId', p_key.vendor_id, 'eventType', p_key.event_type,
        'timestamp', p_key.occurred_at, 'id', p_key.event_id
    )
$$;

comment on function analytics.describe_event_key(analytics.event_key) is
'The identity of an event as JSON.';
revoke all on function analytics.describe_event_key(analytics.event_key) from public;
grant execute on function analytics.describe_event_key(analytics.event_key) to analytics_definer;
