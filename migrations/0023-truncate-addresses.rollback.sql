delete from analytics.jobs where job_name = 'truncate_addresses';
drop table analytics.address_passes;
alter table analytics.settings drop column address_retention_days;
