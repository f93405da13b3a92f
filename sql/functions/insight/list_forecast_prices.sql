create or replace function analytics.list_forecast_prices(p_vendor_id uuid, p_today date)
returns table (
    currency text,
    booking_count bigint,
    booking_share float8,
    mean_value float8,
    value_deviation float8
)
language sql
stable
security invoker
set search_path = ''
as $$
    with booking as materialized (
        select b.currency, b."value"::float8 as value,
            (b.booked_at at time zone b.time_zone)::date as booked_on
        from analytics.current_bookings as b
        where b.vendor_id = p_vendor_id and b."value" > 0
    ), recent as (
        select b.* from booking as b
        where b.booked_on <= p_today
            and b.booked_on > (
                select max(n.booked_on) from booking as n where n.booked_on <= p_today
            ) - 730
    )
    select
        r.currency, count(*), count(*)::float8 / sum(count(*)) over (), avg(r.value),
        coalesce(stddev_samp(r.value), 0)
    from recent as r
    group by r.currency
    order by r.currency
$$;

comment on function analytics.list_forecast_prices(uuid, date) is
'What a booking is worth in each currency: mean and deviation over those of the last two years that
have a value, and the share of them that is in it.';
revoke all on function analytics.list_forecast_prices(uuid, date) from public;
grant execute on function analytics.list_forecast_prices(uuid, date) to analytics_definer;
