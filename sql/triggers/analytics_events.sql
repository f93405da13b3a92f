-- Where a statement appends by itself what it adds, it says so (store_plain_event).
create or replace trigger append_deltas_after_insert
after insert on public.analytics_events
referencing new table as changed_rows
for each statement
when (current_setting('analytics.appends_itself', true) is distinct from 'on')
execute function analytics.tf_analytics_events_append_deltas();

create or replace trigger append_deltas_after_delete
after delete on public.analytics_events
referencing old table as changed_rows
for each statement execute function analytics.tf_analytics_events_append_deltas();

create or replace trigger refuse_change_before_update
before update on public.analytics_events
for each statement execute function analytics.tf_analytics_events_refuse_change();

create or replace trigger refuse_change_before_truncate
before truncate on public.analytics_events
for each statement execute function analytics.tf_analytics_events_refuse_change();
