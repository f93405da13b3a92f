drop type analytics.metric_cell;
drop type analytics.time_bucket;
