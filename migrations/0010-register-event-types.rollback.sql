delete from analytics.event_types where schema_version = 1;
