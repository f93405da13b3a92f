create or replace function analytics.forecast_time_series(p_values float8[], p_horizon integer)
returns float8[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select f.time_series from analytics.forecast_by_methods(p_values, p_horizon) as f
$$;

comment on function analytics.forecast_time_series(float8[], integer) is
'Forecast of a monthly series, oldest month first, without a worker: month by month the median of
Theta, month share and damped Holt-Winters, at most three times the largest of the last 24 months.
Raises ZA195 (no months), ZA196 (a month that is no number), ZA197 (below zero), ZA198 (horizon).';
revoke all on function analytics.forecast_time_series(float8[], integer) from public;
grant execute on function analytics.forecast_time_series(float8[], integer) to analytics_definer;
