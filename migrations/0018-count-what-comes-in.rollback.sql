delete from analytics.jobs
where job_name = 'fold_doors';
drop table analytics.door_minutes;
drop table analytics.ingest_batches;
