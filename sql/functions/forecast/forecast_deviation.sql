create or replace function analytics.forecast_deviation(p_to_come float8, p_books float8)
returns float8
language sql
immutable
parallel safe
security invoker
as $$
    select sqrt(p_to_come + 0.05 * p_to_come * p_to_come + 0.05 * p_books)
$$;

comment on function analytics.forecast_deviation(float8, float8) is
'By how much a month may be expected to miss its forecast, up to a factor that past forecasts give:
chance and what varies beside it in what is still to come, and cancellations of what is on the
books. Errors are measured in it, so that small months and large ones can be learnt from together.
Inlined.';
revoke all on function analytics.forecast_deviation(float8, float8) from public;
grant execute on function analytics.forecast_deviation(float8, float8) to analytics_definer;
