create or replace function analytics.list_forecast_months(
    p_parts analytics.forecast_part[],
    p_errors analytics.forecast_error[],
    p_weight float8,
    p_last_year float8,
    p_exponents float8[]
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'monthNumber', p.month_number, 'forecast', f.forecast, 'books', p.books,
        'lastYear', p.naive,
        'low80', a.low, 'high80', a.high,
        -- The wider level is never inside the narrower one.
        'low95', least(a.low, b.low), 'high95', greatest(a.high, b.high)
    ) order by p.ahead), '[]')
    from unnest(p_parts) as p
    cross join lateral (
        select analytics.blend_forecast_part(p, p_weight, p_last_year, p_exponents) as forecast
    ) as f
    cross join lateral (
        select
            analytics.count_to_come(f.forecast, p.books, p.booked_share, p.level) as to_come,
            -- Nobody has looked further than a year ahead: errors grow with the root of the time.
            sqrt(p.ahead / 12 + 1) as growth
    ) as s
    cross join lateral analytics.find_forecast_limits(
        f.forecast, p.books, s.to_come,
        s.growth * analytics.find_error_quantile(p_errors, p.ahead, 0.8), p.level * 12, 0.8
    ) as a
    cross join lateral analytics.find_forecast_limits(
        f.forecast, p.books, s.to_come,
        s.growth * analytics.find_error_quantile(p_errors, p.ahead, 0.95), p.level * 12, 0.95
    ) as b
    where p.months_back = 0
$$;

comment on function analytics.list_forecast_months(
    analytics.forecast_part[], analytics.forecast_error[], float8, float8, float8[]
) is
'The months ahead of today with the limits of 80 and 95 %, put together from their parts.';
revoke all on function analytics.list_forecast_months(
    analytics.forecast_part[], analytics.forecast_error[], float8, float8, float8[]
) from public;
grant execute on function analytics.list_forecast_months(
    analytics.forecast_part[], analytics.forecast_error[], float8, float8, float8[]
) to analytics_definer;
