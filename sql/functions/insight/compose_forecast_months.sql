create or replace function analytics.compose_forecast_months(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_forecast jsonb
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    with priced as materialized (
        select r.* from analytics.price_forecast(
            p_vendor_id, p_date_basis, p_today, p_forecast -> 'months'
        ) as r
    )
    select coalesce(jsonb_agg(jsonb_build_object(
        'month', to_char(analytics.month_start(m."monthNumber"), 'YYYY-MM'),
        'isUnderWay', m."monthNumber" = analytics.month_number(p_today),
        'predictedBookings', round(m.forecast::numeric, 1),
        'onTheBooks', m.books::integer,
        'intervals', jsonb_build_object(
            '80', jsonb_build_object('low', m.low80, 'high', m.high80),
            '95', jsonb_build_object('low', m.low95, 'high', m.high95)
        ),
        'sameMonthLastYear', case
            when (p_forecast ->> 'historyMonths')::integer >= 12
                and m."monthNumber" < analytics.month_number(p_today) + 12
                then m."lastYear"::integer end,
        'predictedRevenue', case when m.forecast is not null
            then o.item - '{price,variance}'::text[] end,
        'otherCurrencies', (
            select coalesce(jsonb_agg(e.item - '{price,variance}'::text[]), '[]')
            from jsonb_array_elements(r.revenue) as e (item)
            where e.item ->> 'currency' <> v.currency
        ),
        'saturdays', c.saturday_count,
        'holidays', c.holidays,
        'price', o.item -> 'price',
        'variance', o.item -> 'variance'
    ) order by m."monthNumber"), '[]')
    from jsonb_to_recordset(p_forecast -> 'months') as m (
        "monthNumber" integer, forecast float8, books float8, "lastYear" float8,
        low80 integer, high80 integer, low95 integer, high95 integer
    )
    inner join analytics.vendor_profiles as v on v.vendor_id = p_vendor_id
    inner join analytics.list_calendar_months(
        analytics.find_calendar_place(p_vendor_id), analytics.month_number(p_today),
        analytics.month_number(p_today) + jsonb_array_length(p_forecast -> 'months') - 1
    ) as c on c.month_number = m."monthNumber"
    left join priced as r on r.month_number = m."monthNumber"
    left join lateral (
        select e.item from jsonb_array_elements(r.revenue) as e (item)
        where e.item ->> 'currency' = v.currency
    ) as o on true
$$;

comment on function analytics.compose_forecast_months(uuid, text, date, jsonb) is
'The months of a forecast for its reader: bookings, revenue in the currency of the vendor and in
others, Saturdays and holidays. price and variance (of what is to come, in the vendor''s currency)
are for the totals made of them.';
revoke all on function analytics.compose_forecast_months(uuid, text, date, jsonb) from public;
grant execute on function analytics.compose_forecast_months(uuid, text, date, jsonb)
to analytics_definer;
