create or replace function analytics.find_forecast_limits(
    p_forecast float8,
    p_books float8,
    p_to_come float8,
    p_quantile float8,
    p_level_count float8,
    p_level float8,
    out low integer,
    out high integer
)
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    -- Variance beyond chance: of the trade, and of a level that was itself counted.
    v_dispersion float8 := 0.05 + 1 / (p_level_count + 0.5);
    v_half float8 := coalesce(p_quantile, 0) * analytics.forecast_deviation(p_to_come, p_books);
    v_low float8 := greatest(p_forecast - v_half, 0);
    v_high float8 := p_forecast + v_half;
begin
    if p_quantile is null or p_forecast < 15 then
        -- What is on the books is known but for cancellations; the rest is a count of its own.
        v_low := least(v_low, 0.9 * p_books + analytics.count_quantile(
            greatest(p_forecast - p_books, 0), v_dispersion, (1 - p_level) / 2
        ));
        v_high := greatest(v_high, p_books + analytics.count_quantile(
            least(p_to_come, 500), v_dispersion, (1 + p_level) / 2
        ));
    end if;
    -- The whole numbers between them, and those around the forecast itself.
    low := least(ceil(v_low), floor(p_forecast));
    high := greatest(floor(v_high), ceil(p_forecast));
end;
$$;

comment on function analytics.find_forecast_limits(
    float8, float8, float8, float8, float8, float8
) is
'Whole limits of a month for a level such as 0.8: p_quantile deviations to both sides of the
forecast; below 15 a month, and without a past to learn from, at least those of a negative
binomial distribution of what is still to come. p_level_count is how many bookings the level of
the forecast was counted from.';
revoke all on function analytics.find_forecast_limits(
    float8, float8, float8, float8, float8, float8
) from public;
grant execute on function analytics.find_forecast_limits(
    float8, float8, float8, float8, float8, float8
) to analytics_definer;
