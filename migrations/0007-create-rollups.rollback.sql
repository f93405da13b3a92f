drop function analytics.tf_analytics_events_append_deltas() cascade;
drop function if exists analytics.recount_rollup(uuid, timestamptz, timestamptz);
drop type analytics.rollup_change;
drop table public.analytics_metrics;
drop table public.analytics_aggregates;
drop table analytics.fold_state;
drop sequence analytics.fold_version_seq;
drop table analytics.rollup_deltas;
drop sequence analytics.rollup_deltas_id_seq;
