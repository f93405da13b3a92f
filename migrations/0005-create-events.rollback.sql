drop table public.analytics_rejected_events;
drop table analytics.event_window;
drop table public.analytics_events;
