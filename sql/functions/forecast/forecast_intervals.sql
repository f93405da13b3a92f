create or replace function analytics.forecast_intervals(
    p_values float8[],
    p_horizon integer,
    p_errors float8[],
    p_is_count boolean
)
returns table (
    place integer, predicted float8, low_80 float8, high_80 float8, low_95 float8, high_95 float8
)
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_small_count constant float8 := 15;
    -- Variance beyond Poisson, relative to the square of the mean.
    c_dispersion constant float8 := 0.05;
    v_errors float8[] := array(select e from unnest(p_errors) as e order by e);
    v_count integer := coalesce(cardinality(p_errors), 0);
    v_half_80 float8 := v_errors[least(v_count, ceil((v_count + 1) * 0.80)::integer)];
    v_half_95 float8 := v_errors[least(v_count, ceil((v_count + 1) * 0.95)::integer)];
    v_is_small boolean := p_is_count and c_small_count > (
        select avg(v) from unnest(p_values[greatest(1, cardinality(p_values) - 11):]) as v
    );
begin
    return query
    select
        f.place::integer, f.predicted,
        case when p_is_count then floor(l.low_80) else l.low_80 end,
        case when p_is_count then ceil(l.high_80) else l.high_80 end,
        case when p_is_count then floor(l.low_95) else l.low_95 end,
        case when p_is_count then ceil(l.high_95) else l.high_95 end
    from unnest(analytics.forecast_time_series(p_values, p_horizon))
        with ordinality as f (predicted, place)
    cross join lateral (
        select
            analytics.error_scale(p_values, f.predicted) as scale,
            -- Counts that are small fall by chance, as a negative binomial distribution would.
            case when v_is_small
                then sqrt(f.predicted + c_dispersion * f.predicted ^ 2) end as chance
    ) as s
    cross join lateral (
        select
            greatest(0, least(f.predicted - v_half_80 * s.scale, f.predicted - 1.2816 * s.chance))
                as low_80,
            greatest(f.predicted + v_half_80 * s.scale, f.predicted + 1.2816 * s.chance) as high_80,
            greatest(0, least(f.predicted - v_half_95 * s.scale, f.predicted - 1.96 * s.chance))
                as low_95,
            greatest(f.predicted + v_half_95 * s.scale, f.predicted + 1.96 * s.chance) as high_95
        where v_half_80 is not null or v_is_small
        union all
        select null, null, null, null
        where v_half_80 is null and not v_is_small
    ) as l
    order by f.place;
end;
$$;

comment on function analytics.forecast_intervals(float8[], integer, float8[], boolean) is
'The forecast of time_series with limits of 80 and 95 percent: conformal, by the quantiles of the
relative errors of past forecasts; small counts at least as wide as chance makes them, by the normal
approximation of a negative binomial distribution. Null where neither says any.';
revoke all on function analytics.forecast_intervals(float8[], integer, float8[], boolean)
from public;
grant execute on function analytics.forecast_intervals(float8[], integer, float8[], boolean)
to analytics_definer;
