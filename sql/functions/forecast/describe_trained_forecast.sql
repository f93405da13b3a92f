create or replace function analytics.describe_trained_forecast(
    p_vendor_id uuid,
    p_found analytics.trained_forecast
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'modelId', v.model_id,
        'name', m.model_name,
        'modelType', m.model_type,
        'version', v.version,
        'trainedUntil', to_char(v.trained_until, 'YYYY-MM'),
        'isUsed', (p_found).reason is null,
        'reason', (p_found).reason,
        'origins', (p_found).origin_count,
        'months', (p_found).month_count,
        'accuracy', round((p_found).accuracy::numeric, 3),
        'accuracyWithout', round((p_found).accuracy_without::numeric, 3),
        'importance', round(
            (1 - (p_found).error / nullif((p_found).error_without, 0))::numeric, 3
        ),
        'featureImportance', v.summary -> 'featureImportance'
    )
    from analytics.forecast_model_versions as v
    inner join analytics.forecast_models as m
        on m.vendor_id = v.vendor_id and m.id = v.model_id
    where v.vendor_id = p_vendor_id and v.model_id = (p_found).model_id and v.state = 'champion'
$$;

comment on function analytics.describe_trained_forecast(uuid, analytics.trained_forecast) is
'A trained model as the forecast of a vendor shows it: whether it rests on it, and how past
forecasts were with it and without. importance is by which share they were better.';
revoke all on function analytics.describe_trained_forecast(uuid, analytics.trained_forecast)
from public;
grant execute on function analytics.describe_trained_forecast(uuid, analytics.trained_forecast)
to analytics_definer;
