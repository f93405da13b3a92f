delete from analytics.metric_definitions where numerator_metric is not null;
delete from analytics.metric_definitions;
