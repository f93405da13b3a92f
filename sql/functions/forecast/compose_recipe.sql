create or replace function analytics.compose_recipe(p_model analytics.forecast_models)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'modelType', p_model.model_type,
        'target', p_model.target,
        'currency', p_model.currency,
        'features', to_jsonb(p_model.features),
        'hyperparameters', p_model.hyperparameters,
        'validation', p_model.validation,
        'trainingData', p_model.training_data,
        'seed', p_model.seed
    )
$$;

comment on function analytics.compose_recipe(analytics.forecast_models) is
'All that a training of a model follows, but the data itself: two versions with the same differ by
nothing else.';
revoke all on function analytics.compose_recipe(analytics.forecast_models) from public;
grant execute on function analytics.compose_recipe(analytics.forecast_models) to analytics_definer;
