create or replace trigger check_before_change
before insert or update or delete on analytics.event_types
for each row execute function analytics.tf_event_types_check();

create or replace trigger compile_after_change
after insert or update or delete on analytics.event_types
for each statement execute function analytics.tf_event_types_compile();
