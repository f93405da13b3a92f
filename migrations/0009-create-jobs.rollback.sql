drop table analytics.view_refreshes;
drop table analytics.job_runs;
drop table analytics.jobs;
