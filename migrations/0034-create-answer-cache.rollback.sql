drop type analytics.answer_state;
drop type analytics.answer_key;
drop index public.analytics_rejected_events_open_idx;
drop table analytics.cache_state;
drop table analytics.cache_rules;
