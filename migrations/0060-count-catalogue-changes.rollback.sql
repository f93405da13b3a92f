alter table analytics.cache_state drop column catalogue_count, drop column uncounted_types;
