create or replace function analytics.train_time_series(
    p_model analytics.forecast_models,
    p_now timestamptz
)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_horizon integer := (p_model.validation ->> 'horizon')::integer;
    v_is_count boolean := p_model.target in ('bookings', 'weddings');
    v_most float8 := case when p_model.target = 'satisfaction' then 5 else 1e300 end;
    v_start_on date;
    v_values float8[];
    v_backtest jsonb;
    v_errors float8[];
    v_months jsonb;
begin
    select s.start_on, s.month_values
    into v_start_on, v_values
    from analytics.read_model_series(p_model, p_now) as s;
    if v_values is null then
        raise exception using
            errcode = 'ZA333',
            message = format('the vendor has no whole month of %s yet', p_model.target),
            hint = 'send a series as trainingData, or wait for the first month to end';
    end if;
    v_backtest := analytics.backtest_time_series(
        v_values, v_horizon, (p_model.validation ->> 'origins')::integer, v_is_count
    );
    v_errors := array(
        select unnest(analytics.relative_errors(
            v_values, v_horizon, (w.item ->> 'monthsBack')::integer
        ))
        from jsonb_array_elements(v_backtest -> 'windows') as w (item)
    );
    select jsonb_agg(jsonb_build_object(
        'month', (v_start_on + make_interval(months => cardinality(v_values) + f.place - 1))::date,
        'predicted', least(f.predicted, v_most),
        'low80', least(f.low_80, v_most), 'high80', least(f.high_80, v_most),
        'low95', least(f.low_95, v_most), 'high95', least(f.high_95, v_most)
    ) order by f.place)
    into v_months
    from analytics.forecast_intervals(v_values, v_horizon, v_errors, v_is_count) as f;
    return analytics.store_model_version(p_model, jsonb_build_object(
        'recipe', analytics.compose_recipe(p_model),
        'dataHash', analytics.hash_series(v_start_on, v_values),
        'trainedFrom', v_start_on,
        'trainedUntil',
        (v_start_on + make_interval(months => cardinality(v_values) - 1))::date,
        'seriesCount', 1,
        'backtest', v_backtest,
        'score', coalesce(
            nullif(v_backtest -> 'mase', 'null'), nullif(v_backtest -> 'mae', 'null')
        ),
        'championScore', analytics.rescore_champion(p_model, p_now),
        'summary', jsonb_build_object(
            'basis', 'own history', 'notes', analytics.list_series_notes(v_values),
            'featureImportance', null
        ),
        'months', v_months
    ), p_now);
end;
$$;

comment on function analytics.train_time_series(analytics.forecast_models, timestamptz) is
'Train a model of type time_series, which the database does by itself; returns its new version.
Raises ZA333 where there are no months.';
revoke all on function analytics.train_time_series(analytics.forecast_models, timestamptz)
from public;
