create or replace function analytics.save_forecast_feature(p_feature jsonb)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.forecast_features as f (
        feature_name, description, source, metric_name, lag_months, available_after_months
    )
    values (
        p_feature ->> 'name', coalesce(p_feature ->> 'description', p_feature ->> 'name'),
        'metric', p_feature ->> 'metric', (p_feature ->> 'lagMonths')::integer,
        (p_feature ->> 'availableAfterMonths')::integer
    )
    on conflict (feature_name) do update set
        description = excluded.description,
        metric_name = excluded.metric_name,
        lag_months = excluded.lag_months,
        available_after_months = excluded.available_after_months
    where f.source = 'metric'
$$;

comment on function analytics.save_forecast_feature(jsonb) is
'Keep a feature that analytics_api.register_forecast_feature has checked.';
revoke all on function analytics.save_forecast_feature(jsonb) from public;
grant execute on function analytics.save_forecast_feature(jsonb) to analytics_definer;
