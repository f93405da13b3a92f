alter table analytics.settings drop column identifying_fields;
drop table analytics.erasures;
drop table analytics.deleted_events;
drop table analytics.event_corrections;
drop type analytics.event_key;
