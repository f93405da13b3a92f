create or replace trigger ingest_after_insert
after insert on public.analytics_inbox
referencing new table as new_rows
for each statement execute function analytics.tf_analytics_inbox_ingest();
