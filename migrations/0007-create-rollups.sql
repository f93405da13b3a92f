set local role analytics_owner;

create sequence analytics.rollup_deltas_id_seq;

create table analytics.rollup_shapes (
    shape_id bigint not null,
    metric_name varchar(100) not null,
    dimension text not null,
    dimension_position integer,
    is_measured boolean not null,
    is_money boolean not null,
    constraint rollup_shapes_pkey primary key (shape_id, metric_name, dimension)
);
comment on table analytics.rollup_shapes is
'How a delta is read: what it adds to which metrics and breakdowns. Compiled from the catalogue and
never changed: shape_id is a hash of its rows, so deltas of an older catalogue keep their meaning.';
comment on column analytics.rollup_shapes.dimension_position is
'Position in dimension_values of the delta; null for the total.';
comment on column analytics.rollup_shapes.is_measured is
'Whether the metric takes the values (value_count, sum, …) or counts the events (event_count).';
grant select on analytics.rollup_shapes to analytics_definer;

create table analytics.rollup_deltas (
    id bigint not null default nextval('analytics.rollup_deltas_id_seq'),
    vendor_id uuid not null,
    shape_id bigint not null,
    hour_bucket timestamptz not null,
    day_bucket timestamptz not null,
    currency text not null,
    dimension_values text[] not null,
    event_count bigint not null,
    value_count bigint not null,
    "sum" numeric,
    sum_of_squares numeric,
    "min" numeric,
    "max" numeric,
    constraint rollup_deltas_pkey primary key (vendor_id, id)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0,
    -- Giving pages back would lock out the writers for a moment, who need them again in the next.
    vacuum_truncate = off
);
comment on table analytics.rollup_deltas is
'What statements added to aggregates and the fold has not merged yet: one row for all metrics and
breakdowns that events alike feed, so that an event costs its writer one row. A negative count
retracts. Read analytics.pending_aggregates.';
call analytics.protect_tenant_table('analytics.rollup_deltas');

create table analytics.fold_state (
    vendor_id uuid not null,
    version bigint not null default 0,
    folded_at timestamptz,
    rebuild_requested_at timestamptz,
    constraint fold_state_pkey primary key (vendor_id),
    constraint fold_state_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade
);
comment on table analytics.fold_state is
'One row per vendor: the folder''s lock, and a version that every fold and rebuild raises.';
comment on column analytics.fold_state.version is
'Taken from fold_version_seq, so that the largest version says when anything was folded last.';
create sequence analytics.fold_version_seq;
call analytics.protect_tenant_table('analytics.fold_state');

create table public.analytics_aggregates (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid not null,
    metric_name varchar(100) not null,
    dimension text not null default '',
    dimension_value text not null default '',
    currency text not null default '',
    bucket timestamptz not null,
    "count" bigint not null,
    "sum" numeric,
    sum_of_squares numeric,
    "min" numeric,
    "max" numeric,
    constraint analytics_aggregates_pkey primary key (
        vendor_id, metric_name, dimension, bucket, dimension_value, currency
    ),
    constraint analytics_aggregates_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade
) with (fillfactor = 80);
comment on table public.analytics_aggregates is
'Mergeable partial aggregates. Totals (dimension empty) per hour, breakdowns per day, both of the
vendor''s own time zone. Current only together with analytics.rollup_deltas.';
comment on column public.analytics_aggregates.dimension_value is
'Value of the dimension as text; empty where the event had none, so a breakdown sums to its total.';
comment on column public.analytics_aggregates.currency is 'ISO 4217, or empty where no money.';
comment on column public.analytics_aggregates.bucket is 'Beginning of the hour or day.';
call analytics.protect_tenant_table('public.analytics_aggregates');

create table public.analytics_metrics (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid not null,
    metric_name varchar(100) not null,
    metric_value numeric,
    metric_type varchar(50) not null,
    time_period timestamptz not null,
    aggregation_level varchar(20) not null,
    dimension text not null default '',
    dimension_value text not null default '',
    currency text not null default '',
    data_points bigint not null,
    value_sum numeric,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint analytics_metrics_pkey primary key (
        vendor_id, metric_name, aggregation_level, time_period, dimension, dimension_value, currency
    ),
    constraint analytics_metrics_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint analytics_metrics_aggregation_level_check
    check (aggregation_level in ('hourly', 'daily', 'weekly', 'monthly'))
) with (fillfactor = 80);
create index idx_analytics_metrics_vendor_time
on public.analytics_metrics (vendor_id, time_period desc);
create index idx_analytics_metrics_name_time
on public.analytics_metrics (metric_name, time_period desc);
comment on table public.analytics_metrics is
'Metrics per hour, day, week and month of the vendor''s time zone, written by the fold, so up to
about a second late. Exact at every moment: analytics_api.calculate_metrics.';
comment on column public.analytics_metrics.metric_value is
'The metric by its own aggregation: the count, the sum, or value_sum / data_points; null where that
is the last value, which does not add up.';
comment on column public.analytics_metrics.metric_type is
'Aggregation that metric_value stands for: count, sum, average or last.';
comment on column public.analytics_metrics.time_period is 'Beginning of the period.';
comment on column public.analytics_metrics.data_points is 'Number of events behind the value.';
call analytics.protect_tenant_table('public.analytics_metrics');

create type analytics.rollup_change as (
    metric_name varchar (100),
    dimension text,
    dimension_value text,
    currency text,
    bucket timestamptz,
    "count" bigint,
    "sum" numeric,
    sum_of_squares numeric,
    "min" numeric,
    "max" numeric,
    has_retraction boolean
);
comment on type analytics.rollup_change is
'What the deltas taken from the log add to one key of a vendor''s aggregates.';

-- Compiled from the metric catalogue when sql/ is loaded; until then no event may slip through.
create function analytics.tf_analytics_events_append_deltas()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = 'ZA901',
        message = 'the rollup is not compiled',
        hint = 'load sql/ with "wedsync migrate", or call analytics.compile_generated()';
end;
$$;
comment on function analytics.tf_analytics_events_append_deltas() is
'Generated (not yet).';
revoke all on function analytics.tf_analytics_events_append_deltas() from public;
