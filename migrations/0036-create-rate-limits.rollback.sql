delete from analytics.jobs where job_name = 'prune_rate_states';
drop table analytics.rate_states;
drop table analytics.route_costs;
drop table analytics.rate_limits;
