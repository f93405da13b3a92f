create or replace function analytics.measure_span(p_plan jsonb, p_now timestamptz)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with vendor as materialized (
            select v."vendorId" as vendor_id, v."timeZone" as time_zone
            from jsonb_to_recordset(p_plan -> 'vendors') as v ("vendorId" uuid, "timeZone" text)
        ), leg as (
            select
                l ->> 'source' as source, i ->> 'dateBasis' as basis,
                l -> 'eventTypes' as event_types
            from jsonb_array_elements(p_plan -> 'items') as i
            cross join lateral jsonb_array_elements(i -> 'legs') as l
        ), metric as (
            select d.metric_name
            from analytics.metric_definitions as d
            where d.source = 'events' and exists (
                select from leg as l where l.event_types ?| d.event_types::text[]
            )
        ), day as (
            select (a.bucket at time zone v.time_zone)::date as first_on,
                (a.bucket at time zone v.time_zone)::date as last_on
            from vendor as v
            cross join metric as m
            cross join lateral (
                select min(c.bucket) as first_at, max(c.bucket) as last_at
                from analytics.current_aggregates as c
                where c.vendor_id = v.vendor_id
                    and c.metric_name = m.metric_name
                    and c.dimension = ''
            ) as e
            cross join lateral (values (e.first_at), (e.last_at)) as a (bucket)
            union all
            select x.first_on, x.last_on
            from (
                select min(d.day_on) as first_on, max(d.day_on) as last_on
                from vendor as v
                inner join analytics.current_bookings as b on b.vendor_id = v.vendor_id
                cross join lateral (
                    select case l.basis
                        when 'wedding' then b.wedding_on
                        else (b.booked_at at time zone b.time_zone)::date
                    end as day_on
                    from leg as l where l.source = 'bookings'
                ) as d
                where b.booked_at is not null
            ) as x
            where exists (select from leg as l where l.source = 'bookings')
        )
        select jsonb_build_object(
            'from', coalesce(min(d.first_on), p_now::date)::timestamp,
            'to', coalesce(max(d.last_on), p_now::date)::timestamp + interval '1 day'
        )
        from day as d
    );
end;
$$;

comment on function analytics.measure_span(jsonb, timestamptz) is
'{"from", "to"}: the local days from the first to the last of the data that a request asks for; the
current day where there is none.';
revoke all on function analytics.measure_span(jsonb, timestamptz) from public;
grant execute on function analytics.measure_span(jsonb, timestamptz) to analytics_definer;
