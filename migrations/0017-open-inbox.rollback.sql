delete from analytics.jobs where job_name = 'truncate_inbox';
drop table public.analytics_inbox;
