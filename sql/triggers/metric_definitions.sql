create or replace trigger compile_after_change
after insert or update or delete on analytics.metric_definitions
for each statement execute function analytics.tf_metric_definitions_compile();
