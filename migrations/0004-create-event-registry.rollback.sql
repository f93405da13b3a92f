drop table analytics.event_types;
