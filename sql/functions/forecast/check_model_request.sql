create or replace function analytics.check_model_request(p_request jsonb)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    c_types constant text[] :=
        '{linear_regression,random_forest,neural_network,time_series,ensemble}'::text[];
    c_targets constant text[] := '{bookings,weddings,revenue,satisfaction}'::text[];
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(
            analytics.request_problem('ZA180', '', 'a model is a JSON object')
        );
    end if;
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(
            p_request, '{vendorId,name,modelType,target,currency,features,hyperparameters,'
            'validationStrategy,trainingData,seed,retrainAfterMonths}', ''
        ),
        (
            select jsonb_agg(analytics.request_problem('ZA180', c.pointer, c.detail, c.nearest))
            from (values
                (not coalesce(p_request ->> 'modelType' = any (c_types), false), '/modelType',
                    'modelType is one of ' || array_to_string(c_types, ', '),
                    analytics.nearest_names(coalesce(p_request ->> 'modelType', ''), c_types)),
                (not coalesce(p_request ->> 'target' = any (c_targets), false), '/target',
                    'target is one of ' || array_to_string(c_targets, ', '),
                    analytics.nearest_names(coalesce(p_request ->> 'target', ''), c_targets)),
                (p_request ? 'name' and (jsonb_typeof(p_request -> 'name') <> 'string'
                    or length(p_request ->> 'name') not between 1 and 255), '/name',
                    'a name has 1 to 255 characters', '[]'),
                (p_request ? 'currency' and (jsonb_typeof(p_request -> 'currency') <> 'string'
                    or p_request ->> 'currency' !~ '^[A-Z]{3}$'
                    or p_request ->> 'target' is distinct from 'revenue'), '/currency',
                    'currency is three capital letters, of a model of revenue', '[]')
            ) as c (is_wrong, pointer, detail, nearest)
            where c.is_wrong
        ),
        case when p_request ->> 'modelType' = any (c_types)
            then analytics.check_recipe(p_request, p_request ->> 'modelType') end
    ));
end;
$$;

comment on function analytics.check_model_request(jsonb) is
'Raises ZA111, ZA180, ZA181 (a feature knows the future) or ZA184 (a series that was sent) for a
model that cannot be trained: all its problems as one error.';
revoke all on function analytics.check_model_request(jsonb) from public;
grant execute on function analytics.check_model_request(jsonb) to analytics_definer;
