drop table analytics.dashboard_shares;
drop table public.analytics_dashboards;
