create or replace function analytics.forecast_theta(p_values float8[], p_horizon integer)
returns float8[]
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_alphas constant float8[] :=
        array[0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]::float8[];
    v_count integer := cardinality(p_values);
    v_seasons float8[];
    v_adjusted float8[];
    v_drift float8;
    v_start float8;
    v_alpha float8;
    v_level float8;
    v_error float8;
    v_value float8;
    v_loss float8;
    v_best_loss float8 := 'Infinity'::float8;
    v_best_alpha float8;
    v_best_level float8;
begin
    perform analytics.check_forecast_input(p_values, p_horizon);
    -- Of the last eight years at most: seasons drift. Whole years are left out, so that the first
    -- multiplier is still that of the first month.
    v_seasons := analytics.seasonal_indices(p_values[greatest(0, v_count / 12 - 8) * 12 + 1:]);
    select
        array_agg(v.value / v_seasons[(v.place - 1) % 12 + 1] order by v.place),
        -- Less than a year says nothing about the years to come.
        case when v_count < 12 then 0::float8
            else regr_slope(v.value / v_seasons[(v.place - 1) % 12 + 1], v.place) / 2 end,
        avg(v.value / v_seasons[(v.place - 1) % 12 + 1]) filter (where v.place <= 12)
    into v_adjusted, v_drift, v_start
    from unnest(p_values) with ordinality as v (value, place);

    foreach v_alpha in array c_alphas loop
        v_level := v_start;
        v_loss := 0;
        foreach v_value in array v_adjusted loop
            v_error := v_value - v_level;
            v_loss := v_loss + v_error * v_error;
            v_level := v_level + v_alpha * v_error;
        end loop;
        if v_loss < v_best_loss then
            v_best_loss := v_loss;
            v_best_alpha := v_alpha;
            v_best_level := v_level;
        end if;
    end loop;

    return (
        select array_agg(
            greatest(0, v_seasons[(v_count + h.month - 1) % 12 + 1] * (
                v_best_level
                + v_drift * (h.month - 1 + (1 - (1 - v_best_alpha) ^ v_count) / v_best_alpha)
            )) order by h.month
        )
        from generate_series(1, p_horizon) as h (month)
    );
end;
$$;

comment on function analytics.forecast_theta(float8[], integer) is
'Forecast of a monthly series by the Theta method (Assimakopoulos and Nikolopoulos 2000), in its
form as simple exponential smoothing with half the trend as drift (Hyndman and Billah 2003):
seasonally adjusted by the ratios of the last eight years, the smoothing constant by least squares
over ten values. Raises ZA195 to ZA198.';
revoke all on function analytics.forecast_theta(float8[], integer) from public;
grant execute on function analytics.forecast_theta(float8[], integer) to analytics_definer;
