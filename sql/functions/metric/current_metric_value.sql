create or replace function analytics.current_metric_value(
    p_vendor_id uuid,
    p_name text,
    p_at timestamptz
)
returns numeric
language sql
stable
security invoker
set search_path = ''
as $$
    with gauge as (
        select e."timestamp" as set_at, (e.event_data ->> 'value')::numeric as "value"
        from public.analytics_events as e
        where e.vendor_id = p_vendor_id and e.event_type = 'metric.gauge_set'
            and e."timestamp" <= p_at and e.event_data ->> 'name' = p_name
        order by e."timestamp" desc, e.id::text desc
        limit 1
    ), counter as (
        select sum((e.event_data ->> 'value')::numeric) as "value"
        from public.analytics_events as e
        where e.vendor_id = p_vendor_id and e.event_type = 'metric.counter_changed'
            and e."timestamp" <= p_at and e.event_data ->> 'name' = p_name
            and e."timestamp" > coalesce((select g.set_at from gauge as g), '-infinity')
    )
    select coalesce((select g."value" from gauge as g) + c."value", g2."value", c."value")
    from counter as c
    left join gauge as g2 on true
$$;

comment on function analytics.current_metric_value(uuid, text, timestamptz) is
'What a metric of a vendor''s own stood at: what it was set to last, and what was counted since;
null where it was never set nor counted.';
revoke all on function analytics.current_metric_value(uuid, text, timestamptz) from public;
grant execute on function analytics.current_metric_value(uuid, text, timestamptz)
to analytics_definer;
