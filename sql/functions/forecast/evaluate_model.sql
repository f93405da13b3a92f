create or replace function analytics_api.evaluate_model(p_model_id uuid, p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_model analytics.forecast_models := analytics.find_model(p_model_id, 'admin');
    v_evaluation analytics.forecast_evaluations;
begin
    if jsonb_typeof(p_request) is distinct from 'object'
        or (p_request ? 'testData') = (p_request ? 'holdoutMonths')
    then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA180', '', 'an evaluation is an object with testData or holdoutMonths'
        ));
    end if;
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(p_request, '{testData,holdoutMonths}', ''),
        case when p_request ? 'testData'
            then analytics.check_series(p_request -> 'testData', '/testData') end,
        case when p_request ? 'holdoutMonths' and not coalesce(
            p_request ->> 'holdoutMonths' ~ '^[0-9]{1,2}$'
            and p_request -> 'holdoutMonths' between '1'::jsonb and '36'::jsonb, false
        ) then analytics.request_problem(
            'ZA180', '/holdoutMonths', 'holdoutMonths is a whole number from 1 to 36'
        ) end
    ));
    perform analytics.require_champion(v_model);
    if p_request ? 'testData' then
        v_evaluation := analytics.store_evaluation(
            v_model, 'test_data',
            analytics.evaluate_on_test_data(v_model, p_request -> 'testData', now())
        );
    elsif v_model.model_type = 'time_series' then
        v_evaluation := analytics.store_evaluation(
            v_model, 'holdout', analytics.hold_out_months(
                v_model, (p_request ->> 'holdoutMonths')::integer, now()
            )
        );
    else
        return jsonb_build_object('job', analytics.describe_training_job(analytics.queue_training(
            v_model, 'evaluate', 'requested', now(),
            jsonb_build_object('months', p_request -> 'holdoutMonths')
        )));
    end if;
    return jsonb_build_object('evaluation', analytics.describe_stored_evaluation(v_evaluation));
end;
$$;

comment on function analytics_api.evaluate_model(uuid, jsonb) is
'Measure the champion of a model by {testData: [{month, value}]}, months that came after its
training, or by {holdoutMonths}: trained without the last ones, what would it have forecast?
{"evaluation"}, or {"job"} where the worker has to train for it. Raises ZA111, ZA180, ZA182 (it knew
these months), ZA184, ZA225, ZA330 (not trained yet), ZA332, ZA333 (too few months).';
revoke all on function analytics_api.evaluate_model(uuid, jsonb) from public;
grant execute on function analytics_api.evaluate_model(uuid, jsonb) to analytics_api_user;
