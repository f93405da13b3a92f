create or replace function analytics.check_hyperparameters(
    p_model_type text,
    p_values jsonb,
    p_pointer text
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_limits constant jsonb := '{
        "linear_regression": {"penalty": [0, 1000]},
        "random_forest": {"trees": [1, 500], "minLeaf": [1, 1000], "maxFeatures": [0.05, 1],
            "maxSamples": [0.05, 1], "rowsMax": [1000, 200000]},
        "neural_network": {"penalty": [0, 100], "learningRate": [0.00001, 0.1],
            "rounds": [1, 500], "hiddenLayers": [1, 256], "rowsMax": [1000, 200000]},
        "time_series": {},
        "ensemble": {"linearRegression": "linear_regression", "randomForest": "random_forest",
            "neuralNetwork": "neural_network"}
    }'::jsonb;
    c_whole constant text[] := '{trees,minLeaf,rounds,rowsMax,hiddenLayers}'::text[];
    v_limits jsonb := c_limits -> p_model_type;
begin
    if jsonb_typeof(p_values) is distinct from 'object' then
        return analytics.request_problem('ZA180', p_pointer, 'hyperparameters are an object');
    end if;
    return (
        select jsonb_agg(case
            when not v_limits ? h.key then analytics.request_problem(
                'ZA180', p_pointer || '/' || h.key,
                format('%s has no hyperparameter %s', p_model_type, to_json(h.key)),
                analytics.nearest_names(h.key, array(select jsonb_object_keys(v_limits)))
            )
            when p_model_type = 'ensemble' then analytics.check_hyperparameters(
                v_limits ->> h.key, h.value, p_pointer || '/' || h.key
            )
            when h.key = 'hiddenLayers' and jsonb_typeof(h.value) <> 'array'
                or h.key <> 'hiddenLayers' and jsonb_typeof(h.value) <> 'number'
                or not jsonb_path_exists(h.value, 'lax $[*]')
                or jsonb_typeof(h.value) = 'array' and jsonb_array_length(h.value) > 3
                or exists (
                    select
                    from jsonb_path_query(h.value, 'lax $[*]') as n
                    where jsonb_typeof(n) <> 'number' or n < v_limits #> array[h.key, '0']
                        or n > v_limits #> array[h.key, '1']
                        or h.key = any (c_whole) and n::text !~ '^[0-9]+$'
                )
                then analytics.request_problem(
                    'ZA180', p_pointer || '/' || h.key, format(
                        '%s is %s%s from %s to %s', h.key,
                        case when h.key = 'hiddenLayers' then 'one to three sizes, each ' end,
                        case when h.key = any (c_whole) then 'a whole number' else 'a number' end,
                        v_limits #> array[h.key, '0'], v_limits #> array[h.key, '1']
                    )
                )
        end)
        from jsonb_each(p_values) as h
    );
end;
$$;

comment on function analytics.check_hyperparameters(text, jsonb, text) is
'Problems (ZA180) of the hyperparameters of a type of model; those of the ensemble are by member.';
revoke all on function analytics.check_hyperparameters(text, jsonb, text) from public;
grant execute on function analytics.check_hyperparameters(text, jsonb, text)
to analytics_definer;
