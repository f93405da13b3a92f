create or replace function analytics.forecast_by_methods(
    p_values float8[],
    p_horizon integer,
    out theta float8[],
    out month_share float8[],
    out holt_winters float8[],
    out time_series float8[]
)
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    theta := analytics.forecast_theta(p_values, p_horizon);
    month_share := analytics.forecast_month_share(p_values, p_horizon);
    holt_winters := analytics.forecast_holt_winters(p_values, p_horizon);
    time_series := analytics.combine_forecasts(
        p_values, array[theta, month_share, holt_winters]
    );
end;
$$;

comment on function analytics.forecast_by_methods(float8[], integer) is
'The forecasts of a monthly series by each method that needs no worker, and time_series, their
median. Raises ZA195 to ZA198.';
revoke all on function analytics.forecast_by_methods(float8[], integer) from public;
grant execute on function analytics.forecast_by_methods(float8[], integer) to analytics_definer;
