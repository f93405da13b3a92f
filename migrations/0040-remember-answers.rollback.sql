delete from analytics.jobs where job_name = 'prune_answers';
drop table analytics.idempotency_keys;
