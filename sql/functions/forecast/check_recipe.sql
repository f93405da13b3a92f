create or replace function analytics.check_recipe(p_request jsonb, p_model_type text)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_validation jsonb := p_request -> 'validationStrategy';
begin
    return jsonb_build_array(
        case when p_request ? 'features' then analytics.check_features(p_request -> 'features') end,
        case when p_request ? 'features'
            and p_model_type not in ('random_forest', 'neural_network', 'ensemble')
            then analytics.request_problem(
                'ZA180', '/features', format('%s has no features to choose', p_model_type)
            ) end,
        case when p_request ? 'hyperparameters' then analytics.check_hyperparameters(
            p_model_type, p_request -> 'hyperparameters', '/hyperparameters'
        ) end,
        case when p_request ? 'trainingData'
            then analytics.check_training_data(p_request -> 'trainingData') end,
        case when p_request ? 'validationStrategy' then jsonb_build_array(
            case when jsonb_typeof(v_validation) = 'object' then analytics.check_members(
                v_validation, '{kind,origins,horizon}', '/validationStrategy'
            ) end,
            case when jsonb_typeof(v_validation) <> 'object'
                or coalesce(v_validation ->> 'kind', 'rolling_origin') <> 'rolling_origin'
                then analytics.request_problem(
                    'ZA180', '/validationStrategy', 'validationStrategy is {kind, origins,'
                    ' horizon}, and its kind rolling_origin'
                ) end
        ) end,
        (
            select jsonb_agg(analytics.request_problem(
                'ZA180', n.pointer,
                format('%s is a whole number from %s to %s', n.name, n.least, n.most)
            ))
            from (values
                ('origins', '/validationStrategy/origins', v_validation -> 'origins', 1, 10),
                ('horizon', '/validationStrategy/horizon', v_validation -> 'horizon', 1, 36),
                ('seed', '/seed', p_request -> 'seed', 0, 2147483647),
                ('retrainAfterMonths', '/retrainAfterMonths',
                    p_request -> 'retrainAfterMonths', 0, 60)
            ) as n (name, pointer, number, least, most)
            where jsonb_typeof(n.number) <> 'number' or n.number::text !~ '^[0-9]{1,10}$'
                or n.number::text::numeric not between n.least and n.most
        )
    );
end;
$$;

comment on function analytics.check_recipe(jsonb, text) is
'Problems (ZA180, ZA181, ZA184) of how a model of a type is to be trained.';
revoke all on function analytics.check_recipe(jsonb, text) from public;
grant execute on function analytics.check_recipe(jsonb, text) to analytics_definer;
