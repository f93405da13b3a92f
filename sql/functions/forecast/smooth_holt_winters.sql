create or replace function analytics.smooth_holt_winters(
    p_values float8[],
    p_seasons float8[],
    p_level float8,
    p_trend float8,
    p_alpha float8,
    p_beta float8,
    p_gamma float8,
    p_damping float8,
    out level float8,
    out trend float8,
    out seasons float8[],
    out loss float8
)
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_level float8 := p_level;
    v_trend float8 := p_trend;
    v_seasons float8[] := p_seasons;
    v_loss float8 := 0;
    v_phase integer := 1;
    v_season float8;
    v_value float8;
    v_base float8;
begin
    -- Locals and few statements: this loop is where all the time of the method goes.
    foreach v_value in array p_values loop
        v_season := v_seasons[v_phase];
        v_base := v_level + p_damping * v_trend;
        v_loss := v_loss + (v_value - v_base * v_season) ^ 2;
        v_trend := p_beta * (p_alpha * (v_value / v_season - v_base) + v_base - v_level)
            + (1 - p_beta) * p_damping * v_trend;
        v_level := v_base + p_alpha * (v_value / v_season - v_base);
        if p_gamma > 0 and v_level > 0 then
            v_seasons[v_phase] := greatest(
                0.001, p_gamma * v_value / greatest(v_level, 1e-9) + (1 - p_gamma) * v_season
            );
        end if;
        v_phase := v_phase % 12 + 1;
    end loop;
    level := v_level;
    trend := v_trend;
    seasons := v_seasons;
    loss := v_loss;
end;
$$;

comment on function analytics.smooth_holt_winters(
    float8[], float8[], float8, float8, float8, float8, float8, float8
) is
'Level, trend and seasons of damped Holt-Winters after the last month, and the sum of squared errors
one month ahead, for one choice of its constants.';
revoke all on function analytics.smooth_holt_winters(
    float8[], float8[], float8, float8, float8, float8, float8, float8
) from public;
grant execute on function analytics.smooth_holt_winters(
    float8[], float8[], float8, float8, float8, float8, float8, float8
) to analytics_definer;
