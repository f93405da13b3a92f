create or replace function analytics.backtest_time_series(
    p_values float8[],
    p_horizon integer,
    p_origins integer,
    p_is_count boolean
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_count integer := cardinality(p_values);
    v_offsets integer[] := array(
        select p_horizon + least(p_horizon, 12) * o
        from generate_series(0, p_origins - 1) as o
        where v_count - p_horizon - least(p_horizon, 12) * o >= 12
    );
    v_errors jsonb := coalesce((
        select jsonb_agg(jsonb_build_object(
            'monthsBack', u, 'errors', analytics.relative_errors(p_values, p_horizon, u)
        ))
        from unnest(v_offsets) as u
    ), '[]');
begin
    return (
        select jsonb_build_object(
            'origins', count(*), 'horizon', p_horizon,
            'mase', round(avg(m.mase)::numeric, 4), 'smape', round(avg(m.smape)::numeric, 4),
            'accuracy', round(avg(m.accuracy)::numeric, 4), 'mae', round(avg(m.mae)::numeric, 4),
            'seasonalNaiveMase', round(avg(n.mase)::numeric, 4),
            'coverage80', round(avg(c.coverage_80), 4), 'coverage95', round(avg(c.coverage_95), 4),
            'windows', coalesce(jsonb_agg(jsonb_build_object(
                'monthsBack', o.months_back, 'predicted', to_jsonb(f.predicted),
                'actual', to_jsonb(o.actual)
            ) order by o.months_back), '[]')
        )
        from (
            select u as months_back, p_values[:v_count - u] as past,
                p_values[v_count - u + 1:v_count - u + p_horizon] as actual
            from unnest(v_offsets) as u
        ) as o
        cross join lateral (
            select
                array_agg(i.predicted order by i.place) as predicted,
                array_agg(i.low_80 order by i.place) as low_80,
                array_agg(i.high_80 order by i.place) as high_80,
                array_agg(i.low_95 order by i.place) as low_95,
                array_agg(i.high_95 order by i.place) as high_95
            -- Limits of each origin are learnt from the others.
            from analytics.forecast_intervals(o.past, p_horizon, array(
                select e.error::float8
                from jsonb_array_elements(v_errors) as l (item)
                cross join lateral jsonb_array_elements_text(l.item -> 'errors') as e (error)
                where l.item -> 'monthsBack' <> to_jsonb(o.months_back)
            ), p_is_count) as i
        ) as f
        cross join lateral analytics.measure_forecast(o.actual, f.predicted, o.past) as m
        cross join lateral analytics.measure_forecast(o.actual, array(
            select o.past[cardinality(o.past) - 12 + (a - 1) % 12 + 1]
            from generate_series(1, p_horizon) as a
        ), o.past) as n
        cross join lateral (
            select
                avg((p.actual between p.low_80 and p.high_80)::integer) as coverage_80,
                avg((p.actual between p.low_95 and p.high_95)::integer) as coverage_95
            from unnest(o.actual, f.low_80, f.high_80, f.low_95, f.high_95)
                as p (actual, low_80, high_80, low_95, high_95)
        ) as c
    );
end;
$$;

comment on function analytics.backtest_time_series(float8[], integer, integer, boolean) is
'What time_series would have forecast at rolling origins, a year or the horizon apart, from what was
known then, beside what came: figures over all of them, and each window.';
revoke all on function analytics.backtest_time_series(float8[], integer, integer, boolean)
from public;
grant execute on function analytics.backtest_time_series(float8[], integer, integer, boolean)
to analytics_definer;
