create or replace function analytics.restore_recipe(p_version analytics.forecast_model_versions)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    update analytics.forecast_models as m
    set
        features = array(select jsonb_array_elements_text(p_version.recipe -> 'features')),
        hyperparameters = p_version.recipe -> 'hyperparameters',
        validation = p_version.recipe -> 'validation',
        training_data = p_version.recipe -> 'trainingData',
        seed = (p_version.recipe ->> 'seed')::integer,
        updated_at = now()
    where m.vendor_id = p_version.vendor_id and m.id = p_version.model_id
$$;

comment on function analytics.restore_recipe(analytics.forecast_model_versions) is
'Have a model be trained as this version was.';
revoke all on function analytics.restore_recipe(analytics.forecast_model_versions) from public;
