create or replace function analytics_api.update_model(p_model_id uuid, p_request jsonb default '{}')
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_model analytics.forecast_models := analytics.find_model(p_model_id, 'admin');
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(
            analytics.request_problem('ZA180', '', 'an update is a JSON object')
        );
    end if;
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(
            p_request, '{features,hyperparameters,validationStrategy,trainingData,seed,'
            'retrainAfterMonths}', ''
        ),
        analytics.check_recipe(p_request, v_model.model_type)
    ));
    v_model := analytics.save_model(v_model, p_request);
    return analytics.describe_training_job(
        analytics.queue_training(v_model, 'train', 'updated', now())
    );
end;
$$;

comment on function analytics_api.update_model(uuid, jsonb) is
'Train a model again with the data of today, and with what the request changes of {features,
hyperparameters, validationStrategy, trainingData, seed, retrainAfterMonths}; returns the job. The
champion goes on answering unless the new version beats it. Raises ZA111, ZA180, ZA181, ZA184,
ZA225, ZA332 (a training is not done yet), ZA333.';
revoke all on function analytics_api.update_model(uuid, jsonb) from public;
grant execute on function analytics_api.update_model(uuid, jsonb) to analytics_api_user;
