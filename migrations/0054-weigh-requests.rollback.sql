drop function if exists analytics_api.answer_metrics(jsonb, text, text[], boolean, integer);
drop function if exists analytics_api.take_units(
    text[], text, text, bigint, timestamptz, integer
);
drop procedure if exists analytics_api.run_take_units(
    text[], text, text, bigint, integer, text, text
);
delete from analytics.route_costs where route = '/api/analytics/metrics';
alter table analytics.route_costs drop column cells_per_unit;
alter table analytics.settings drop column request_cells_max;
