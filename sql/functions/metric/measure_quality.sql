create or replace function analytics.measure_quality(p_plan jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with type as (
            select distinct t.event_type
            from jsonb_path_query(p_plan, '$.items[*].legs[*]') as l
            cross join lateral jsonb_array_elements_text(
                case l ->> 'source' when 'bookings'
                    then '["booking.confirmed", "booking.changed", "booking.cancelled",
                        "booking.completed"]'
                    else l -> 'eventTypes'
                end
            ) as t (event_type)
        ), period as materialized (
            select p."vendorId" as vendor_id, p."fromAt" as from_at, p."toAt" as to_at
            from jsonb_to_recordset(p_plan -> 'periods') as p (
                period integer, "vendorId" uuid, "fromAt" timestamptz, "toAt" timestamptz
            )
            where p.period = 0
        ), rejected as materialized (
            select count(*) as event_count
            from period as p
            inner join public.analytics_rejected_events as r on r.vendor_id = p.vendor_id
                and r.received_at >= p.from_at and r.received_at < p.to_at
            where r.state = 'open' and r.event_type in (select t.event_type from type as t)
        ), counter as (
            -- One metric for each type of event; of payments, say, the one that adds them up.
            select distinct on (t.event_type) t.event_type, d.metric_name
            from type as t
            inner join analytics.metric_definitions as d on t.event_type = any(d.event_types)
            where d.source = 'events' and d.dimensions is not null
            order by t.event_type, d.value_field is not null, d.metric_name
        ), stored as (
            select coalesce(sum(a."count"), 0) as event_count
            from period as p
            inner join analytics.current_aggregates as a on a.vendor_id = p.vendor_id
                and a.dimension = '' and a.bucket >= p.from_at and a.bucket < p.to_at
                and a.metric_name in (select c.metric_name from counter as c)
            where (select r.event_count from rejected as r) > 0
        )
        select jsonb_build_object(
            'rejected', r.event_count,
            'quality', case when r.event_count = 0 then 1
                else round(s.event_count / (s.event_count + r.event_count), 4) end
        )
        from rejected as r
        cross join stored as s
    );
end;
$$;

comment on function analytics.measure_quality(jsonb) is
'Share, 0 to 1, of the events of the types behind a request that could be stored: stored in the
period / (stored + received in it, rejected and still open).';
revoke all on function analytics.measure_quality(jsonb) from public;
grant execute on function analytics.measure_quality(jsonb) to analytics_definer;
