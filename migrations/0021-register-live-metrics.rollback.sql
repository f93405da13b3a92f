delete from analytics.metric_definitions where metric_name in ('gauge_last', 'counter_total');
delete from analytics.event_types
where event_type in ('metric.gauge_set', 'metric.counter_changed');
