delete from analytics.jobs;
