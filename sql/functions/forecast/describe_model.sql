create or replace function analytics.describe_model(p_model analytics.forecast_models)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'id', p_model.id,
        'vendorId', p_model.vendor_id,
        'name', p_model.model_name,
        'modelType', p_model.model_type,
        'target', p_model.target,
        'currency', p_model.currency,
        'features', to_jsonb(p_model.features),
        'hyperparameters', p_model.hyperparameters,
        'validationStrategy', p_model.validation,
        'trainingData', case
            when p_model.training_data ? 'series' then jsonb_build_object(
                'seriesMonths', jsonb_array_length(p_model.training_data -> 'series')
            )
            else p_model.training_data
        end,
        'seed', p_model.seed,
        'retrainAfterMonths', p_model.retrain_after_months,
        'championVersion', (
            select v.version from analytics.forecast_model_versions as v
            where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id
                and v.state = 'champion'
        ),
        'latestJob', (
            select analytics.describe_training_job(j)
            from analytics.forecast_training_jobs as j
            where j.vendor_id = p_model.vendor_id and j.model_id = p_model.id
            order by j.created_at desc, j.id
            limit 1
        ),
        'createdAt', p_model.created_at,
        'updatedAt', p_model.updated_at
    )
$$;

comment on function analytics.describe_model(analytics.forecast_models) is
'A model as the interface shows it, without its versions.';
revoke all on function analytics.describe_model(analytics.forecast_models) from public;
grant execute on function analytics.describe_model(analytics.forecast_models)
to analytics_definer;
