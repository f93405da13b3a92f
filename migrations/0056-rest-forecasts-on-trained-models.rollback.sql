delete from analytics.cache_rules where pattern = 'insights/*';
delete from analytics.forecast_models where target = 'weddings';
alter table analytics.forecast_models
drop constraint forecast_models_target_check,
add constraint forecast_models_target_check
check (target in ('bookings', 'revenue', 'satisfaction'));
drop function if exists analytics.list_forecast_errors(
    analytics.forecast_part[], analytics.forecast_choice[]
);
drop function if exists analytics.collect_forecast_choices(analytics.forecast_part[]);
drop type analytics.trained_forecast;
drop type analytics.trained_month;
drop type analytics.forecast_choice;
