create or replace function analytics.list_trade_signals(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_offsets integer[]
)
returns table (
    months_back integer,
    inquiries float8,
    price float8,
    market analytics.market_profiles
)
language sql
stable
security invoker
set search_path = ''
as $$
    with origin as materialized (
        select
            o.months_back, (p_today - make_interval(months => o.months_back))::date as on_day
        from unnest(p_offsets) as o (months_back)
    ), inquiry as materialized (
        select
            (a.bucket at time zone v.time_zone)::date as day, sum(a."count") as inquiry_count
        from analytics.current_aggregates as a
        inner join analytics.vendor_profiles as v on v.vendor_id = a.vendor_id
        where a.vendor_id = p_vendor_id and a.metric_name = 'inquiries' and a.dimension = ''
        group by 1
    ), sale as materialized (
        select (b.booked_at at time zone b.time_zone)::date as day, b."value"
        from analytics.current_bookings as b
        inner join analytics.vendor_profiles as v on v.vendor_id = b.vendor_id
        where b.vendor_id = p_vendor_id and b.currency = v.currency and b."value" > 0
    )
    select o.months_back, q.factor, p.factor, analytics.find_market(
        p_vendor_id, p_date_basis, o.on_day
    )
    from origin as o
    cross join lateral (
        -- Five more on both sides, so that a few inquiries say little.
        select case when count(*) filter (where i.day <= o.on_day - 365) = 0 then 1
            else sqrt(least(greatest(
                (coalesce(sum(i.inquiry_count) filter (where i.day > o.on_day - 91), 0) + 5)
                / (coalesce(sum(i.inquiry_count) filter (
                    where i.day > o.on_day - 456 and i.day <= o.on_day - 365
                ), 0) + 5), 0.5), 2)::float8)
            end as factor
        from inquiry as i
        where i.day <= o.on_day
    ) as q
    cross join lateral (
        select coalesce(sqrt(least(greatest(
            avg(s."value") filter (where s.day > o.on_day - 183)
            / avg(s."value") filter (where s.day > o.on_day - 548 and s.day <= o.on_day - 365),
            0.7), 1.4)::float8), 1) as factor
        from sale as s
        where s.day <= o.on_day
    ) as p
$$;

comment on function analytics.list_trade_signals(uuid, text, date, integer[]) is
'What was known so many months before today beside the bookings: the root of inquiries of 91 days
for each of a year before, the root of the mean booking value of half a year for that of a year
before (1 where it is not known), and the market.';
revoke all on function analytics.list_trade_signals(uuid, text, date, integer[]) from public;
grant execute on function analytics.list_trade_signals(uuid, text, date, integer[])
to analytics_definer;
