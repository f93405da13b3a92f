create or replace function analytics_api.predict_model(
    p_model_id uuid,
    p_request jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_model analytics.forecast_models := analytics.find_model(p_model_id, 'read');
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(
            analytics.request_problem('ZA183', '', 'what is asked for is a JSON object')
        );
    end if;
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(p_request, '{horizon,confidenceLevel}', ''),
        case when p_request ? 'horizon' and not coalesce(
            p_request -> 'horizon' between '1'::jsonb and '36'::jsonb
            and p_request ->> 'horizon' ~ '^[0-9]+$', false
        ) then analytics.request_problem(
            'ZA183', '/horizon', 'horizon is a whole number of months from 1 to 36'
        ) end,
        case when p_request ? 'confidenceLevel'
            and p_request -> 'confidenceLevel' not in ('0.8', '0.95')
            then analytics.request_problem(
                'ZA183', '/confidenceLevel', 'confidenceLevel is 0.8 or 0.95'
            ) end
    ));
    return analytics.compose_prediction(
        v_model,
        (p_request ->> 'horizon')::integer,
        coalesce((p_request ->> 'confidenceLevel')::numeric, 0.8), now()
    );
end;
$$;

comment on function analytics_api.predict_model(uuid, jsonb) is
'The forecast of a model for {horizon} months, by default 12, with limits of {confidenceLevel} 0.8
or 0.95. Raises ZA111, ZA183, ZA225, ZA330 (it is not trained yet).';
revoke all on function analytics_api.predict_model(uuid, jsonb) from public;
grant execute on function analytics_api.predict_model(uuid, jsonb) to analytics_api_user;
