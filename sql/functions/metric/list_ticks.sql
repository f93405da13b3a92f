create or replace function analytics.list_ticks(p_periods jsonb, p_grain text)
returns table (period integer, tick timestamp, length interval)
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
-- The plan is kept, and expects a hundred thousand days: to make room for so many costs more than
-- to sort those that there are.
set enable_hashagg = off
as $$
#variable_conflict use_column
begin
    return query
    with span as (
        select distinct p.period, z.time_zone, p."fromLocal" as from_local,
            p."toLocal" as to_local, z.from_at, z.to_at
        from jsonb_to_recordset(p_periods) as p (
            period integer, "timeZone" text, "fromLocal" timestamp, "toLocal" timestamp,
            "fromAt" timestamptz, "toAt" timestamptz
        )
        -- Days are the same in every zone; hours come and go with the clocks of each.
        cross join lateral (
            select p."timeZone" as time_zone, p."fromAt" as from_at, p."toAt" as to_at
            where p_grain = 'hour'
            union all
            select null, null, null where p_grain is distinct from 'hour'
        ) as z
    ), stepped as (
        select
            s.*,
            -- A period that all vendors share is its own sum.
            case when p_grain = 'whole' and count(*) over (partition by s.period) = 1
                then s.to_local - date_trunc('day', s.from_local) else interval '1 day'
            end as step
        from span as s
    )
    select t.period, t.tick, max(t.length)
    from (
        select
            s.period, d as tick,
            least(d + s.step, s.to_local) - greatest(d, s.from_local) as length
        from stepped as s
        cross join lateral generate_series(
            date_trunc('day', s.from_local), s.to_local - interval '1 microsecond', s.step
        ) as d
        where p_grain is distinct from 'hour'
        union all
        select
            s.period, date_trunc('hour', h at time zone s.time_zone),
            least(count(*) * interval '30 minutes', interval '2 hours')
        from span as s
        cross join lateral generate_series(
            s.from_at, s.to_at - interval '1 microsecond', interval '30 minutes'
        ) as h
        where p_grain = 'hour'
        group by s.period, s.time_zone, date_trunc('hour', h at time zone s.time_zone)
    ) as t
    group by t.period, t.tick;
end;
$$;

comment on function analytics.list_ticks(jsonb, text) is
'The local days of the periods of a request, or for the grain hour the hours that their clocks show,
with the time they last within the period. For the grain whole one tick may stand for all of them.';
revoke all on function analytics.list_ticks(jsonb, text) from public;
grant execute on function analytics.list_ticks(jsonb, text) to analytics_definer;
