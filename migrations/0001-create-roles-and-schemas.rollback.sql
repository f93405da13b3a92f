-- The roles stay: another database of the cluster may use them. "wedsync uninstall" removes them.
drop table analytics.settings;
drop schema analytics_api;
revoke all on schema public from analytics_owner, analytics_definer;
