create or replace function analytics.compose_year_total(
    p_forecast jsonb,
    p_months jsonb,
    p_currency text
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with total as (
        select
            min(m.month) as first_month, max(m.month) as last_month,
            sum(f.forecast) as forecast, sum(f.books) as books,
            sum(m."sameMonthLastYear") as last_year,
            sum(m.variance) as variance,
            sum(m.price * greatest(f.forecast - f.books, 0))
                / nullif(sum(greatest(f.forecast - f.books, 0)) filter (
                    where m.price is not null
                ), 0) as price,
            sum((m."predictedRevenue" ->> 'amount')::numeric) as revenue,
            sum((m."predictedRevenue" ->> 'onTheBooks')::numeric) as revenue_books
        from rows from (
            jsonb_to_recordset(p_months) as (
                month text, "sameMonthLastYear" integer, price float8, variance float8,
                "predictedRevenue" jsonb
            )
        ) with ordinality as m (
            month, "sameMonthLastYear", price, variance, "predictedRevenue", place
        )
        inner join rows from (
            jsonb_to_recordset(p_forecast -> 'months') as (forecast float8, books float8)
        ) with ordinality as f (forecast, books, place) on f.place = m.place
        where m.place <= 12
    )
    select jsonb_build_object(
        'from', t.first_month, 'to', t.last_month, 'months', 12,
        'predictedBookings', round(t.forecast::numeric, 1),
        'onTheBooks', t.books::integer,
        'sameMonthsLastYear', t.last_year,
        'intervals', jsonb_object_agg(
            l.name, jsonb_build_object('low', i.low, 'high', i.high)
        ),
        'predictedRevenue', case when t.revenue is not null then jsonb_build_object(
            'currency', p_currency, 'amount', t.revenue, 'onTheBooks', t.revenue_books,
            'intervals', jsonb_object_agg(l.name, jsonb_build_object(
                'low', round(greatest(0, t.revenue::float8 - sqrt(
                    ((t.forecast - i.low) * coalesce(t.price, 0)) ^ 2
                    + l.deviations ^ 2 * coalesce(t.variance, 0)
                ))::numeric, 2),
                'high', round((t.revenue::float8 + sqrt(
                    ((i.high - t.forecast) * coalesce(t.price, 0)) ^ 2
                    + l.deviations ^ 2 * coalesce(t.variance, 0)
                ))::numeric, 2)
            ))
        ) end
    )
    from total as t
    cross join (values ('80', 0.8, 1.2816), ('95', 0.95, 1.96)) as l (name, level, deviations)
    cross join lateral analytics.find_total_limits(
        t.forecast, t.books, (p_forecast ->> 'levelCount')::float8,
        nullif(p_forecast -> 'yearErrors', 'null'), l.level
    ) as i
    where t.forecast is not null
    group by t.first_month, t.last_month, t.forecast, t.books, t.last_year, t.revenue,
        t.revenue_books, t.price, t.variance
$$;

comment on function analytics.compose_year_total(jsonb, jsonb, text) is
'The total of the first twelve months, of bookings and of revenue, each with limits of its own:
those of months do not add up. Null where nothing is forecast.';
revoke all on function analytics.compose_year_total(jsonb, jsonb, text) from public;
grant execute on function analytics.compose_year_total(jsonb, jsonb, text) to analytics_definer;
