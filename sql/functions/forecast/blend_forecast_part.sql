create or replace function analytics.blend_forecast_part(
    p_part analytics.forecast_part,
    p_weight float8,
    p_last_year float8,
    p_exponents float8[]
)
returns float8
language sql
immutable
parallel safe
security invoker
as $$
    -- One expression without FROM, so that it is inlined: past forecasts are weighed by thousands.
    -- Powers cost the most of it, and stand in both branches, of which one is taken.
    select greatest((p_part).books, case
        when p_weight is null or (p_part).pickup is null
            then ((1 - p_last_year) * (p_part).model + p_last_year * (p_part).naive)
                * (p_part).factors[1] ^ p_exponents[1] * (p_part).factors[2] ^ p_exponents[2]
                * (p_part).factors[3] ^ p_exponents[3] * (p_part).factors[4] ^ p_exponents[4]
                * (p_part).factors[5] ^ p_exponents[5]
        else (
            (p_part).booked_share * (p_part).pickup + (p_weight + 1e-9)
            * ((1 - p_last_year) * (p_part).model + p_last_year * (p_part).naive)
            * (p_part).factors[1] ^ p_exponents[1] * (p_part).factors[2] ^ p_exponents[2]
            * (p_part).factors[3] ^ p_exponents[3] * (p_part).factors[4] ^ p_exponents[4]
            * (p_part).factors[5] ^ p_exponents[5]
        ) / ((p_part).booked_share + p_weight + 1e-9)
    end)
$$;

comment on function analytics.blend_forecast_part(
    analytics.forecast_part, float8, float8, float8[]
) is
'The forecast of a month: the model, with a share of the same month of last year, times the
features, each to its exponent (0 is not at all), blended with pickup the more the more is usually
on the books at that distance, and never below what is. Without a weight the books do not count.
Inlined.';
revoke all on function analytics.blend_forecast_part(
    analytics.forecast_part, float8, float8, float8[]
) from public;
grant execute on function analytics.blend_forecast_part(
    analytics.forecast_part, float8, float8, float8[]
) to analytics_definer;
