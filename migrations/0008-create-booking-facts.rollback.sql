drop aggregate analytics.jsonb_merge_agg(jsonb);
drop table analytics.booking_facts;
drop table analytics.booking_history;
drop table analytics.booking_changes;
drop sequence analytics.booking_changes_id_seq;
