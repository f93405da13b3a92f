create or replace function analytics.compose_prediction(
    p_model analytics.forecast_models,
    p_horizon integer,
    p_level numeric,
    p_now timestamptz
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_version analytics.forecast_model_versions := analytics.require_champion(p_model);
    v_start_on date;
    v_values float8[];
    v_first_on date;
    v_months date[];
    v_predicted float8[];
    v_listed jsonb;
begin
    select s.start_on, s.month_values
    into v_start_on, v_values
    from analytics.read_model_series(p_model, p_now) as s;
    -- From the month that is running, or the one after the last of a series that was sent.
    v_first_on := greatest(
        v_version.trained_until + interval '1 month',
        case when not p_model.training_data ? 'series'
            then v_start_on + make_interval(months => cardinality(v_values)) end
    )::date;
    select array_agg(p.month_on order by p.month_on),
        array_agg(p.predicted::float8 order by p.month_on),
        jsonb_agg(analytics.describe_prediction(p, p_level) order by p.month_on)
    into v_months, v_predicted, v_listed
    from analytics.forecast_predictions as p
    where p.vendor_id = v_version.vendor_id and p.model_id = v_version.model_id
        and p.version = v_version.version and p.month_on >= v_first_on
        and p.month_on < v_first_on + make_interval(months => coalesce(p_horizon, 12));
    if coalesce(cardinality(v_months), 0) < coalesce(p_horizon, 1) then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA183', '/horizon', format(
                'version %s forecasts %s months from %s on', v_version.version,
                coalesce(cardinality(v_months), 0), to_char(v_first_on, 'YYYY-MM')
            )
        ));
    end if;
    return jsonb_build_object(
        'modelId', p_model.id, 'vendorId', p_model.vendor_id, 'modelType', p_model.model_type,
        'target', p_model.target, 'currency', p_model.currency,
        'modelVersion', v_version.version,
        'trainedUntil', to_char(v_version.trained_until, 'YYYY-MM'),
        'dateBasis', case p_model.target when 'bookings' then 'booked'
            when 'weddings' then 'wedding' when 'revenue' then 'paid' else 'occurred' end,
        'horizon', cardinality(v_months), 'confidenceLevel', p_level, 'predictions', v_listed,
        'total', case when p_model.target <> 'satisfaction'
            then (select round(sum(p)::numeric, 2) from unnest(v_predicted) as p) end,
        'basis', v_version.summary -> 'basis', 'notes', v_version.summary -> 'notes',
        'ceiling', case when p_model.target in ('bookings', 'weddings')
            then round(analytics.forecast_ceiling(
                (select avg(p) from unnest(v_predicted) as p)
            )::numeric, 3) end,
        'backtest', v_version.backtest - 'windows',
        'influencingFactors', analytics.list_forecast_factors(
            v_start_on, v_values, v_version.summary ->> 'basis'
        ),
        'featureImportance', v_version.summary -> 'featureImportance',
        'businessImpact', analytics.measure_impact(p_model, v_months, v_predicted, p_now)
    );
end;
$$;

comment on function analytics.compose_prediction(
    analytics.forecast_models, integer, numeric, timestamptz
) is
'What the champion of a model forecast for the months ahead (null: twelve, or as many as are left),
as it was stored when it was trained, with all that a reader needs to judge it. Raises ZA183 (beyond
its horizon), ZA330 (not trained).';
revoke all on function analytics.compose_prediction(
    analytics.forecast_models, integer, numeric, timestamptz
) from public;
grant execute on function analytics.compose_prediction(
    analytics.forecast_models, integer, numeric, timestamptz
) to analytics_definer;
