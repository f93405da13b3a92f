drop table analytics.metric_definitions;
