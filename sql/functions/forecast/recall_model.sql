create or replace function analytics.recall_model(
    p_recipe jsonb,
    p_vendor_id uuid,
    p_model_id uuid
)
returns analytics.forecast_models
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_model analytics.forecast_models;
begin
    select m.* into v_model
    from analytics.forecast_models as m
    where m.vendor_id = p_vendor_id and m.id = p_model_id;
    v_model.features := array(select jsonb_array_elements_text(p_recipe -> 'features'));
    v_model.hyperparameters := p_recipe -> 'hyperparameters';
    v_model.validation := p_recipe -> 'validation';
    v_model.training_data := p_recipe -> 'trainingData';
    v_model.seed := (p_recipe ->> 'seed')::integer;
    return v_model;
end;
$$;

comment on function analytics.recall_model(jsonb, uuid, uuid) is
'A model as it was with the recipe of one of its versions.';
revoke all on function analytics.recall_model(jsonb, uuid, uuid) from public;
