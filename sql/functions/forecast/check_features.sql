create or replace function analytics.check_features(p_features jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if jsonb_typeof(p_features) <> 'array' or jsonb_array_length(p_features) = 0
        or jsonb_path_exists(p_features, 'strict $[*] ? (@.type() != "string")')
    then
        return analytics.request_problem(
            'ZA180', '/features', 'features is a list of names, at least one'
        );
    end if;
    return (
        select jsonb_agg(case
            when f.feature_name is null then analytics.request_problem(
                'ZA180', '/features/' || n.place - 1,
                format('there is no feature %s', to_json(n.name)),
                analytics.nearest_names(
                    n.name, array(select a.feature_name from analytics.forecast_features as a)
                )
            )
            when n.is_repeated then analytics.request_problem(
                'ZA180', '/features/' || n.place - 1, format('%s is there twice', n.name)
            )
        end order by n.place)
        from (
            select
                e.name, e.place,
                count(*) over (partition by e.name order by e.place) > 1 as is_repeated
            from jsonb_array_elements_text(p_features) with ordinality as e (name, place)
        ) as n
        left join analytics.forecast_features as f on f.feature_name = n.name
    );
end;
$$;

comment on function analytics.check_features(jsonb) is
'Problems (ZA180) of the features that a model is to look at. That none of them knows the future is
seen to when it is registered.';
revoke all on function analytics.check_features(jsonb) from public;
grant execute on function analytics.check_features(jsonb) to analytics_definer;
