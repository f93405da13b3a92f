set local role analytics_owner;

alter table analytics.cache_state
add column catalogue_count bigint not null default 0,
add column uncounted_types text[] not null default '{}';
comment on column analytics.cache_state.catalogue_count is
'How often the metric catalogue or the registry of events has changed.';
comment on column analytics.cache_state.uncounted_types is
'Types of events that metrics are made from and no rollup is: they leave no delta when they come.';
