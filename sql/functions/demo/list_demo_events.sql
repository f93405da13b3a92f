create or replace function analytics.list_demo_events(p_month date, p_as_of timestamptz)
returns table (occurred_at timestamptz, name text, event jsonb)
language sql
stable
security definer
set search_path = ''
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set jit = off
as $$
    select
        e.occurred_at, format('demo %s %s', e.event_type, e.key),
        jsonb_strip_nulls(jsonb_build_object(
            'vendorId', e.vendor_id, 'eventType', e.event_type, 'timestamp', e.occurred_at,
            'eventData', e.event_data, 'sessionId', e.session_id, 'sourceSystem', 'demo'
        ))
    from (
        select b.*, null as session_id from analytics.list_demo_booking_events(p_month) as b
        union all
        select p.*, null from analytics.list_demo_payment_events(p_month) as p
        union all
        select m.*, null from analytics.list_demo_message_events(p_month) as m
        union all
        select r.*, null from analytics.list_demo_review_events(p_month) as r
        union all
        select v.* from analytics.list_demo_page_views(p_month) as v
    ) as e
    where e.occurred_at <= p_as_of
$$;

comment on function analytics.list_demo_events(date, timestamptz) is
'All events of the demonstration that belong to weddings of that month, or are visits in it, and
that have happened by p_as_of, each with a name of its own.';
revoke all on function analytics.list_demo_events(date, timestamptz) from public;
grant execute on function analytics.list_demo_events(date, timestamptz) to analytics_definer;
