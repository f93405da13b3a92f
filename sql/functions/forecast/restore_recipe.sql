create or replace function analytics.restore_recipe(p_version analytics.forecast_model_versions)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    update analytics.forecast_models as m
    set
        features = r.features,
        hyperparameters = r.hyperparameters,
        validation = r.validation,
        training_data = r.training_data,
        seed = r.seed,
        updated_at = now()
    from analytics.recall_model(
        p_version.recipe, p_version.vendor_id, p_version.model_id
    ) as r
    where m.vendor_id = r.vendor_id and m.id = r.id
$$;

comment on function analytics.restore_recipe(analytics.forecast_model_versions) is
'Have a model be trained as this version was.';
revoke all on function analytics.restore_recipe(analytics.forecast_model_versions) from public;
