delete from analytics.jobs where job_name = 'refresh_market';
drop type analytics.forecast_error;
drop type analytics.forecast_part;
drop table analytics.market_profiles;
drop table analytics.calendar_places;
drop table analytics.calendar_days;
