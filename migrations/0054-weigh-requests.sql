-- What these do now takes what a request weighs: with another parameter they would be overloads.
drop function if exists analytics_api.answer_metrics(jsonb, text, text[], boolean);
drop function if exists analytics_api.take_units(text[], text, text, bigint, timestamptz);
drop procedure if exists analytics_api.run_take_units(text[], text, text, bigint, text, text);

set local role analytics_owner;
alter table analytics.route_costs
add column cells_per_unit integer,
add constraint route_costs_cells_per_unit_check check (cells_per_unit >= 1);
comment on column analytics.route_costs.cells_per_unit is
'So many cells of what is asked for cost one unit more each, where it has to be calculated; null
where it is not weighed.';
insert into analytics.route_costs (route, unit_count, cells_per_unit)
values ('/api/analytics/metrics', 1, 5000);

alter table analytics.settings
add column request_cells_max bigint not null default 10000000,
add constraint settings_request_cells_max_check check (request_cells_max >= 1000);
comment on column analytics.settings.request_cells_max is
'A request for metrics that weighs more cells is refused before it runs.';
