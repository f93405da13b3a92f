create or replace trigger check_before_change
before insert or update on analytics.vendor_settings
for each row execute function analytics.tf_vendor_settings_check();

create or replace trigger recut_after_insert
after insert on analytics.vendor_settings
for each row execute function analytics.tf_vendor_settings_recut();

create or replace trigger recut_after_update
after update on analytics.vendor_settings
for each row
when (
    (old.time_zone, old.currency, old.week_start_day)
    is distinct from (new.time_zone, new.currency, new.week_start_day)
)
execute function analytics.tf_vendor_settings_recut();
