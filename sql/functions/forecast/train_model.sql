create or replace function analytics_api.train_model(p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid;
    v_new analytics.forecast_models;
    v_model analytics.forecast_models;
begin
    perform analytics.require_scope('admin');
    perform analytics.check_model_request(p_request);
    v_vendor_id := analytics.require_vendor(p_request -> 'vendorId', true);
    v_new.vendor_id := v_vendor_id;
    v_new.id := gen_random_uuid();
    v_new.model_type := p_request ->> 'modelType';
    v_new.target := p_request ->> 'target';
    v_new.model_name := coalesce(
        p_request ->> 'name', format('%s by %s %s', v_new.target, v_new.model_type, v_new.id)
    );
    if v_new.target = 'revenue' then
        v_new.currency := coalesce(p_request ->> 'currency', (
            select p.currency from analytics.vendor_profiles as p where p.vendor_id = v_vendor_id
        ));
    end if;
    v_new.features := case
        when v_new.model_type in ('random_forest', 'neural_network', 'ensemble') then array(
            select f.feature_name from analytics.forecast_features as f
            where f.source <> 'metric'
            order by f.feature_name
        )
        else '{}'
    end;
    v_new.hyperparameters := '{}';
    v_new.validation := '{"kind": "rolling_origin", "origins": 3, "horizon": 12}';
    v_new.training_data := '{"filter": {"market": "all"}}';
    v_new.seed := 0;
    v_new.retrain_after_months := 3;
    v_model := analytics.save_model(v_new, p_request);
    return analytics.describe_training_job(
        analytics.queue_training(v_model, 'train', 'requested', now())
    );
end;
$$;

comment on function analytics_api.train_model(jsonb) is
'Make a model {vendorId, name, modelType, target, currency, features, hyperparameters,
validationStrategy {kind, origins, horizon}, trainingData {filter {from, to, market}} or {series,
columns}, seed, retrainAfterMonths} and return the job that trains it; time_series is trained at
once. Raises ZA111, ZA127, ZA180, ZA181, ZA184, ZA201, ZA333 (no months), ZA334 (name taken), ZA403
(not its owner).';
revoke all on function analytics_api.train_model(jsonb) from public;
grant execute on function analytics_api.train_model(jsonb) to analytics_api_user;
