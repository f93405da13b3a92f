revoke select on analytics.settings from analytics_definer;
drop table public.analytics_rejected_events;
drop table analytics.event_window;
drop table public.analytics_events;
