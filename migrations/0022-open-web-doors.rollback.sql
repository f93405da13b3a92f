delete from analytics.jobs where job_name = 'prune_deliveries';
delete from analytics.event_types
where event_type in ('session.started', 'form.started', 'form.submitted', 'quote.viewed');
drop table analytics.hook_deliveries;
drop table analytics.hook_refusals;
drop table analytics.hook_secrets;
drop table analytics.hook_sources;
drop table analytics.hook_maps;
drop table analytics.api_keys;
