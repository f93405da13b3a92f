drop type analytics.compiled_schema;
drop table analytics.event_types;
