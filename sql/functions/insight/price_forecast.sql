create or replace function analytics.price_forecast(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_months jsonb
)
returns table (month_number integer, revenue jsonb)
language sql
stable
security invoker
set search_path = ''
as $$
    with books as materialized (
        select
            analytics.month_number(e.event_on) as month_number, b.currency,
            count(*) as booking_count, sum(b."value") as total
        from analytics.current_bookings as b
        cross join lateral (
            select case p_date_basis when 'wedding' then b.wedding_on
                else (b.booked_at at time zone b.time_zone)::date end as event_on
        ) as e
        where b.vendor_id = p_vendor_id and b."value" > 0
            and (b.booked_at at time zone b.time_zone)::date <= p_today
            and not (
                p_date_basis = 'wedding' and b.is_cancelled
                and (b.cancelled_at at time zone b.time_zone)::date <= p_today
            )
            and e.event_on >= analytics.month_start(analytics.month_number(p_today))
        group by 1, 2
    ), month as materialized (
        select m.*, coalesce((
            select sum(b.booking_count) from books as b where b.month_number = m."monthNumber"
        ), 0) as valued_count
        from jsonb_to_recordset(p_months) as m (
            "monthNumber" integer, forecast float8, low80 float8, high80 float8, low95 float8,
            high95 float8
        )
    ), priced as (
        select
            m.*, p.currency, coalesce(b.total, 0) as on_books,
            p.booking_share * p.mean_value as price,
            p.booking_share * greatest(m.forecast - m.valued_count, 0) * (
                p.value_deviation ^ 2 + p.mean_value ^ 2 * (1 - p.booking_share)
            ) as variance,
            coalesce(b.total, 0) + greatest(m.forecast - m.valued_count, 0)
                * p.booking_share * p.mean_value as amount
        from month as m
        cross join analytics.list_forecast_prices(p_vendor_id, p_today) as p
        left join books as b on b.month_number = m."monthNumber" and b.currency = p.currency
    )
    select p."monthNumber", jsonb_agg(jsonb_build_object(
        'currency', p.currency,
        'amount', round(p.amount::numeric, 2),
        'onTheBooks', round(p.on_books, 2),
        'price', p.price,
        'variance', p.variance,
        'intervals', (
            select jsonb_object_agg(l.name, jsonb_build_object(
                'low', round(greatest(0, p.amount - sqrt(
                    ((p.forecast - l.low) * p.price) ^ 2 + l.deviations ^ 2 * p.variance
                ))::numeric, 2),
                'high', round((p.amount + sqrt(
                    ((l.high - p.forecast) * p.price) ^ 2 + l.deviations ^ 2 * p.variance
                ))::numeric, 2)
            ))
            from (values
                ('80', p.low80, p.high80, 1.2816), ('95', p.low95, p.high95, 1.96)
            ) as l (name, low, high, deviations)
        )
    ) order by p.currency)
    from priced as p
    group by p."monthNumber"
$$;

comment on function analytics.price_forecast(uuid, text, date, jsonb) is
'The revenue of each forecast month in each currency of the vendor: what the bookings on the books
are worth, and the mean booking value for those to come. Its limits put together, by the delta
method, those of the number of bookings and the spread of their values. price and variance are
those of what is to come.';
revoke all on function analytics.price_forecast(uuid, text, date, jsonb) from public;
grant execute on function analytics.price_forecast(uuid, text, date, jsonb) to analytics_definer;
