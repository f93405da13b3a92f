delete from analytics.jobs where job_name = 'measure_recommendations';
drop type analytics.recommendation_draft;
drop table analytics.recommendations;
