create or replace function analytics.save_model(
    p_model analytics.forecast_models,
    p_request jsonb
)
returns analytics.forecast_models
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_saved analytics.forecast_models;
begin
    insert into analytics.forecast_models as m (
        vendor_id, id, model_name, model_type, target, currency, features, hyperparameters,
        validation, training_data, seed, retrain_after_months
    )
    values (
        p_model.vendor_id, p_model.id, p_model.model_name, p_model.model_type, p_model.target,
        p_model.currency,
        case when p_request ? 'features'
            then array(select jsonb_array_elements_text(p_request -> 'features'))
            else p_model.features end,
        coalesce(p_request -> 'hyperparameters', p_model.hyperparameters),
        p_model.validation || coalesce(p_request -> 'validationStrategy', '{}'),
        coalesce(p_request -> 'trainingData', p_model.training_data),
        coalesce((p_request ->> 'seed')::integer, p_model.seed),
        coalesce((p_request ->> 'retrainAfterMonths')::integer, p_model.retrain_after_months)
    )
    on conflict on constraint forecast_models_pkey do update set
        features = excluded.features,
        hyperparameters = excluded.hyperparameters,
        validation = excluded.validation,
        training_data = excluded.training_data,
        seed = excluded.seed,
        retrain_after_months = excluded.retrain_after_months,
        updated_at = now()
    returning m.* into v_saved;
    return v_saved;
exception
    when unique_violation then
        raise exception using
            errcode = 'ZA334',
            message = 'the vendor has a model of this name already',
            hint = 'choose another name, or update that model',
            column = 'name';
end;
$$;

comment on function analytics.save_model(analytics.forecast_models, jsonb) is
'Insert a model, or change one, by what of a request stands in it. Raises ZA334 (the name is taken).
Whoever calls it has checked the caller and the request.';
revoke all on function analytics.save_model(analytics.forecast_models, jsonb) from public;
grant execute on function analytics.save_model(analytics.forecast_models, jsonb)
to analytics_definer;
