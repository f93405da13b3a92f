create or replace function analytics.resolve_periods(p_plan jsonb, p_now timestamptz)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with vendor as (
            select
                v."vendorId" as vendor_id, v."timeZone" as time_zone, v.currency,
                p_plan -> 'timeframe' as frame, p_plan -> 'comparison' as base
            from jsonb_to_recordset(p_plan -> 'vendors')
                as v ("vendorId" uuid, "timeZone" text, currency text)
        ), main as (
            select
                v.*,
                coalesce(
                    analytics.resolve_bound(v.frame -> 'from', v.time_zone),
                    r.from_local, (p_plan #>> '{span,from}')::timestamp
                ) as from_local,
                coalesce(
                    analytics.resolve_bound(v.frame -> 'to', v.time_zone),
                    r.to_local, (p_plan #>> '{span,to}')::timestamp
                ) as to_local
            from vendor as v
            left join analytics.named_ranges(
                p_now at time zone v.time_zone, (p_plan ->> 'weekStartDay')::integer
            ) as r on r.range_name = v.frame ->> 'range'
        ), period as (
            select
                m.vendor_id, m.time_zone, m.currency, 0 as period, m.from_local, m.to_local,
                (m.frame #>> '{from,at}')::timestamptz as from_at,
                (m.frame #>> '{to,at}')::timestamptz as to_at
            from main as m
            union all
            select
                m.vendor_id, m.time_zone, m.currency, 1,
                coalesce(analytics.resolve_bound(m.base -> 'from', m.time_zone), s.from_local),
                coalesce(analytics.resolve_bound(m.base -> 'to', m.time_zone), s.to_local),
                (m.base #>> '{from,at}')::timestamptz, (m.base #>> '{to,at}')::timestamptz
            from main as m
            cross join lateral analytics.shift_period(
                m.from_local, m.to_local, m.frame ->> 'range', m.base ->> 'kind'
            ) as s
            where m.base ? 'kind'
        )
        select jsonb_agg(jsonb_build_object(
            'vendorId', p.vendor_id, 'timeZone', p.time_zone, 'currency', p.currency,
            'period', p.period, 'fromLocal', p.from_local, 'toLocal', p.to_local,
            'fromAt', coalesce(p.from_at, p.from_local at time zone p.time_zone),
            'toAt', coalesce(p.to_at, p.to_local at time zone p.time_zone)
        ) order by p.vendor_id, p.period)
        from period as p
    );
end;
$$;

comment on function analytics.resolve_periods(jsonb, timestamptz) is
'The period of a request for each vendor, in its own time zone, as period 0, and what it is compared
with as period 1: local times and moments.';
revoke all on function analytics.resolve_periods(jsonb, timestamptz) from public;
grant execute on function analytics.resolve_periods(jsonb, timestamptz) to analytics_definer;
