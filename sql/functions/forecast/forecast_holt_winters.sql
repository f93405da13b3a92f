create or replace function analytics.forecast_holt_winters(p_values float8[], p_horizon integer)
returns float8[]
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_damping constant float8 := 0.9;
    v_count integer := cardinality(p_values);
    v_first float8[];
    v_is_seasonal boolean;
    v_start float8;
    v_start_trend float8 := 0;
    v_best record;
begin
    perform analytics.check_forecast_input(p_values, p_horizon);
    v_first := analytics.seasonal_indices(p_values);
    v_is_seasonal := v_first <> array_fill(1::float8, array[12]);
    select
        avg(a.value) filter (where a.place <= 12),
        case when v_count >= 24 then (
            avg(a.value) filter (where a.place between 13 and 24)
            - avg(a.value) filter (where a.place <= 12)
        ) / 12 else 0 end
    into v_start, v_start_trend
    from (
        select v.place, v.value / v_first[(v.place - 1) % 12 + 1] as value
        from unnest(p_values) with ordinality as v (value, place)
        where v.place <= 24
    ) as a;

    select s.*
    into v_best
    from unnest(array[0.1, 0.3, 0.6]::float8[]) as a (alpha)
    cross join unnest(array[0, 0.05, 0.15]::float8[]) as b (beta)
    cross join unnest(
        case when v_is_seasonal then array[0.05, 0.2, 0.4] else array[0] end::float8[]
    ) as g (gamma)
    cross join lateral analytics.smooth_holt_winters(
        p_values, v_first, v_start - 6 * v_start_trend, v_start_trend,
        a.alpha, b.beta, g.gamma, c_damping
    ) as s
    order by s.loss, a.alpha, b.beta, g.gamma
    limit 1;

    return (
        select array_agg(
            greatest(0, v_best.seasons[(v_count + h.month - 1) % 12 + 1] * (
                v_best.level
                -- The trend of each further month counts a tenth less: a geometric sum.
                + v_best.trend * c_damping * (1 - c_damping ^ h.month) / (1 - c_damping)
            )) order by h.month
        )
        from generate_series(1, p_horizon) as h (month)
    );
end;
$$;

comment on function analytics.forecast_holt_winters(float8[], integer) is
'Forecast of a monthly series by the method of Holt and Winters (Winters 1960) with multiplicative
seasons and damped trend (Gardner and McKenzie 1985): the smoothing constants by least squares over
a fixed grid of 27. Raises ZA195 to ZA198.';
revoke all on function analytics.forecast_holt_winters(float8[], integer) from public;
grant execute on function analytics.forecast_holt_winters(float8[], integer) to analytics_definer;
