delete from analytics.jobs where job_name = 'prune_deliveries';
drop table analytics.hook_deliveries;
drop table analytics.hook_refusals;
drop table analytics.hook_secrets;
drop table analytics.hook_sources;
drop table analytics.hook_maps;
drop table analytics.api_keys;
