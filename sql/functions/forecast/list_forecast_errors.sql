create or replace function analytics.list_forecast_errors(
    p_parts analytics.forecast_part[],
    p_choices analytics.forecast_choice[]
)
returns setof analytics.forecast_error
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select
        p.months_back, p.ahead, p.actual, p.naive, p.level, p.books, f.forecast,
        analytics.count_to_come(f.forecast, p.books, p.booked_share, p.level)
    from unnest(p_choices) as c
    inner join unnest(p_parts) as p on p.months_back = c.without
    cross join lateral (
        select analytics.blend_forecast_part(
            p, c.pickup_weight, c.last_year, c.exponents
        ) as forecast
    ) as f
    where p.months_back > 0 and p.actual is not null
    order by p.months_back, p.ahead
$$;

comment on function analytics.list_forecast_errors(
    analytics.forecast_part[], analytics.forecast_choice[]
) is
'Past forecasts beside what came. How the parts of each were put together was chosen by the
forecasts of the other origins (analytics.list_forecast_choices): none is judged by itself.';
revoke all on function analytics.list_forecast_errors(
    analytics.forecast_part[], analytics.forecast_choice[]
) from public;
grant execute on function analytics.list_forecast_errors(
    analytics.forecast_part[], analytics.forecast_choice[]
) to analytics_definer;
