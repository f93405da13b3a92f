create or replace function analytics_api.register_forecast_feature(p_feature jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_lag integer := analytics.try_integer(p_feature ->> 'lagMonths');
    v_available integer := analytics.try_integer(p_feature ->> 'availableAfterMonths');
begin
    perform analytics.require_platform_admin();
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(
            p_feature, '{name,description,metric,lagMonths,availableAfterMonths}', ''
        ),
        case when not coalesce(p_feature ->> 'name' ~ '^[a-z][a-z0-9_]{0,62}$', false)
            then analytics.request_problem(
                'ZA180', '/name', 'a name has lower-case letters, digits and _'
            ) end,
        case when exists (
            select from analytics.forecast_features as f
            where f.feature_name = p_feature ->> 'name' and f.source <> 'metric'
        ) then analytics.request_problem(
            'ZA180', '/name', 'a feature of the series or of the calendar has this name'
        ) end,
        case when not exists (
            select from analytics.metric_definitions as d
            where d.metric_name = p_feature ->> 'metric' and d.source = 'events'
        ) then analytics.request_problem(
            'ZA180', '/metric', 'metric is a metric of events of the catalogue'
        ) end,
        case
            when v_lag is null or v_available is null or v_lag not between 0 and 60
                or v_available not between 0 and 60
                then analytics.request_problem(
                    'ZA180', '/lagMonths', 'lagMonths and availableAfterMonths are 0 to 60'
                )
            when v_lag < v_available or v_available < 1 then analytics.request_problem(
                'ZA181', '/lagMonths', 'it would know the future: the month is over only after it,'
                ' and lagMonths is not below availableAfterMonths'
            )
        end
    ));
    perform analytics.save_forecast_feature(p_feature);
    return p_feature;
end;
$$;

comment on function analytics_api.register_forecast_feature(jsonb) is
'Let trained models look at another metric of the vendor: {name, description, metric, lagMonths,
availableAfterMonths}. A forecast of the beginning of month o sees it up to month o - lagMonths.
Raises ZA180, ZA181 (it would know the future), ZA403.';
revoke all on function analytics_api.register_forecast_feature(jsonb) from public;
