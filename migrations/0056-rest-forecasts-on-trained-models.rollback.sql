delete from analytics.cache_rules where pattern = 'insights/*';
delete from analytics.forecast_models where target = 'weddings';
alter table analytics.forecast_models
drop constraint forecast_models_target_check,
add constraint forecast_models_target_check
check (target in ('bookings', 'revenue', 'satisfaction'));
drop type analytics.trained_forecast;
drop type analytics.trained_month;
