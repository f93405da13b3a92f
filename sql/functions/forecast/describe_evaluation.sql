create or replace function analytics.describe_evaluation(
    p_actual float8[],
    p_predictions analytics.forecast_predictions[],
    p_past float8[]
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'months', cardinality(p_actual),
        'mase', round(m.mase::numeric, 4), 'smape', round(m.smape::numeric, 4),
        'accuracy', round(m.accuracy::numeric, 4), 'mae', round(m.mae::numeric, 4),
        'coverage80', round(c.coverage_80, 4), 'coverage95', round(c.coverage_95, 4)
    )
    from (
        select
            array_agg(p.predicted::float8 order by p.month_on) as predicted,
            avg((a.actual between p.low_80 and p.high_80)::integer) as coverage_80,
            avg((a.actual between p.low_95 and p.high_95)::integer) as coverage_95
        from unnest(p_actual) with ordinality as a (actual, place)
        cross join lateral (select (p_predictions[a.place]).*) as p
    ) as c
    cross join lateral analytics.measure_forecast(p_actual, c.predicted, p_past) as m
$$;

comment on function analytics.describe_evaluation(
    float8[], analytics.forecast_predictions[], float8[]
) is
'Figures of forecasts beside what came: errors, accuracy and the share of months inside the
limits.';
revoke all on function analytics.describe_evaluation(
    float8[], analytics.forecast_predictions[], float8[]
) from public;
grant execute on function analytics.describe_evaluation(
    float8[], analytics.forecast_predictions[], float8[]
) to analytics_definer;
