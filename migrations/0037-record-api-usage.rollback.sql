alter table analytics.settings drop column usage_retention;
drop table public.analytics_api_usage;
revoke select on analytics.migration_checksums from analytics_definer;
