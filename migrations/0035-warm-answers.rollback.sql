delete from analytics.jobs where job_name = 'warm_cache';
drop table analytics.cached_answers;
drop table analytics.popular_requests;
