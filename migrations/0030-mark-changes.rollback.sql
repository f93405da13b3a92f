delete from analytics.jobs
where job_name = 'prune_changes';
drop table analytics.change_feed;
drop sequence analytics.change_feed_id_seq;
