set local role analytics_owner;

create table analytics.forecast_features (
    feature_name text not null,
    description text not null,
    source text not null,
    metric_name varchar(100),
    lag_months integer not null,
    available_after_months integer not null,
    constraint forecast_features_pkey primary key (feature_name),
    constraint forecast_features_feature_name_check check (feature_name ~ '^[a-z][a-z0-9_]{0,62}$'),
    constraint forecast_features_source_check check (source in ('series', 'calendar', 'metric')),
    constraint forecast_features_metric_name_check
    check ((source = 'metric') = (metric_name is not null)),
    -- Whatever writes here: no feature may know the future.
    constraint forecast_features_lag_months_check
    check (source = 'calendar' or lag_months >= available_after_months),
    constraint forecast_features_available_after_months_check
    check (source = 'calendar' or available_after_months >= 1)
);
comment on table analytics.forecast_features is
'What trained models may look at. The value of month m is available at the beginning of month m +
available_after_months, so that a forecast made at the beginning of month o, which looks at month o
- lag_months, sees nothing that was not known then.';
comment on column analytics.forecast_features.source is
'series: the past of what is forecast; calendar: known as far ahead as anybody looks; metric:
another metric of the same vendor, by month.';
grant select on analytics.forecast_features to analytics_definer;

create table analytics.forecast_artefacts (
    artefact_key text not null,
    target text not null,
    payload bytea not null,
    sha256 text not null,
    data_hash text not null,
    series_count integer not null,
    duration_ms numeric not null,
    created_at timestamptz not null default now(),
    constraint forecast_artefacts_pkey primary key (artefact_key)
);
comment on table analytics.forecast_artefacts is
'What is trained over many vendors at once, and so belongs to none of them: granted to nobody. Only
the worker, which acts as the owner of the tables, writes and reads it.';
comment on column analytics.forecast_artefacts.artefact_key is
'Hash of all that it depends on: data, settings, seed, versions of the libraries.';
comment on column analytics.forecast_artefacts.sha256 is
'Of the payload; the worker loads nothing else.';

create table analytics.forecast_models (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    model_name text not null,
    model_type text not null,
    target text not null,
    currency text,
    features text[] not null,
    hyperparameters jsonb not null,
    validation jsonb not null,
    training_data jsonb not null,
    seed integer not null,
    retrain_after_months integer not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint forecast_models_pkey primary key (vendor_id, id),
    constraint forecast_models_vendor_id_model_name_key unique (vendor_id, model_name),
    constraint forecast_models_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint forecast_models_model_type_check check (model_type in (
        'linear_regression', 'random_forest', 'neural_network', 'time_series', 'ensemble'
    )),
    constraint forecast_models_target_check
    check (target in ('bookings', 'revenue', 'satisfaction')),
    constraint forecast_models_currency_check check ((target = 'revenue') = (currency is not null))
);
comment on table analytics.forecast_models is
'Models that forecast a vendor by month: the recipe that the next training follows.';
comment on column analytics.forecast_models.features is
'Names of analytics.forecast_features; empty for types that look at nothing but the series.';
comment on column analytics.forecast_models.validation is
'{kind, origins, horizon}: how it is measured before it may replace another.';
comment on column analytics.forecast_models.training_data is
'{filter: {from, to, market}} or {series: [{month, value}], columns}.';
comment on column analytics.forecast_models.retrain_after_months is
'How many new months make the job retrain_models train it again; 0 never.';
call analytics.protect_tenant_table('analytics.forecast_models');

create table analytics.forecast_model_versions (
    vendor_id uuid not null,
    model_id uuid not null,
    version integer not null,
    state text not null,
    recipe jsonb not null,
    artefact_key text,
    data_hash text not null,
    trained_from date not null,
    trained_until date not null,
    series_count integer not null,
    backtest jsonb not null,
    score numeric,
    summary jsonb not null,
    created_at timestamptz not null default now(),
    promoted_at timestamptz,
    constraint forecast_model_versions_pkey primary key (vendor_id, model_id, version),
    constraint forecast_model_versions_vendor_id_model_id_fkey foreign key (vendor_id, model_id)
    references analytics.forecast_models (vendor_id, id) on delete cascade,
    constraint forecast_model_versions_state_check
    check (state in ('champion', 'challenger', 'retired', 'rolled_back'))
);
create unique index forecast_model_versions_champion_idx
on analytics.forecast_model_versions (vendor_id, model_id) where state = 'champion';
comment on table analytics.forecast_model_versions is
'What each training made of a model. The champion answers; a challenger has not beaten it.';
comment on column analytics.forecast_model_versions.data_hash is
'Of the vendor''s own months that it was trained on: the same data and seed give the same numbers.';
comment on column analytics.forecast_model_versions.trained_until is 'First day of the last month.';
comment on column analytics.forecast_model_versions.score is
'Mean absolute scaled error of the backtest on the vendor''s own months, the absolute one where that
is not defined; null where there are too few months for any.';
call analytics.protect_tenant_table('analytics.forecast_model_versions');

create table analytics.forecast_training_jobs (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    model_id uuid not null,
    kind text not null,
    reason text not null,
    request jsonb not null default '{}',
    state text not null default 'queued',
    progress numeric not null default 0,
    message text not null default 'waiting for the worker',
    attempt_count integer not null default 0,
    worker_name text,
    lease_until timestamptz,
    is_cancel_requested boolean not null default false,
    version integer,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    constraint forecast_training_jobs_pkey primary key (vendor_id, id),
    constraint forecast_training_jobs_vendor_id_model_id_fkey foreign key (vendor_id, model_id)
    references analytics.forecast_models (vendor_id, id) on delete cascade,
    constraint forecast_training_jobs_kind_check check (kind in ('train', 'evaluate')),
    constraint forecast_training_jobs_reason_check
    check (reason in ('requested', 'updated', 'new_months', 'changed_data', 'drift')),
    constraint forecast_training_jobs_state_check
    check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    constraint forecast_training_jobs_progress_check check (progress between 0 and 1)
);
create index forecast_training_jobs_vendor_id_model_id_idx
on analytics.forecast_training_jobs (vendor_id, model_id);
create index forecast_training_jobs_created_at_idx
on analytics.forecast_training_jobs (created_at) where state in ('queued', 'running');
comment on table analytics.forecast_training_jobs is
'Work for the forecasting worker. Whoever runs one holds its lease and renews it; when it ends
without a word, another takes the job again.';
comment on column analytics.forecast_training_jobs.attempt_count is
'Also says which run may still write: one that was taken over has another number.';
call analytics.protect_tenant_table('analytics.forecast_training_jobs');

create table analytics.forecast_predictions (
    vendor_id uuid not null,
    model_id uuid not null,
    version integer not null,
    month_on date not null,
    predicted numeric not null,
    low_80 numeric,
    high_80 numeric,
    low_95 numeric,
    high_95 numeric,
    constraint forecast_predictions_pkey primary key (vendor_id, model_id, version, month_on),
    constraint forecast_predictions_vendor_id_model_id_version_fkey
    foreign key (vendor_id, model_id, version)
    references analytics.forecast_model_versions (vendor_id, model_id, version) on delete cascade
);
comment on table analytics.forecast_predictions is
'What each version forecast, stored when it was trained: answers read it, and months that have come
since are held against it.';
call analytics.protect_tenant_table('analytics.forecast_predictions');

create table analytics.forecast_evaluations (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    model_id uuid not null,
    version integer not null,
    kind text not null,
    figures jsonb not null,
    created_at timestamptz not null default now(),
    constraint forecast_evaluations_pkey primary key (vendor_id, id),
    constraint forecast_evaluations_vendor_id_model_id_version_fkey
    foreign key (vendor_id, model_id, version)
    references analytics.forecast_model_versions (vendor_id, model_id, version) on delete cascade,
    constraint forecast_evaluations_kind_check check (kind in ('test_data', 'holdout'))
);
create index forecast_evaluations_vendor_id_model_id_version_idx
on analytics.forecast_evaluations (vendor_id, model_id, version);
comment on table analytics.forecast_evaluations is
'How well versions did on months that they had not seen.';
call analytics.protect_tenant_table('analytics.forecast_evaluations');

create table analytics.forecast_decisions (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    model_id uuid not null,
    decided_at timestamptz not null,
    decision text not null,
    version integer not null,
    reason text not null,
    figures jsonb not null default '{}',
    constraint forecast_decisions_pkey primary key (vendor_id, id),
    constraint forecast_decisions_vendor_id_model_id_fkey foreign key (vendor_id, model_id)
    references analytics.forecast_models (vendor_id, id) on delete cascade,
    constraint forecast_decisions_decision_check
    check (decision in ('promoted', 'kept', 'rolled_back', 'retrain'))
);
create index forecast_decisions_vendor_id_model_id_idx
on analytics.forecast_decisions (vendor_id, model_id);
comment on table analytics.forecast_decisions is
'Why a version answers, or does not: what was decided without anybody asking, with its figures.';
call analytics.protect_tenant_table('analytics.forecast_decisions');

insert into analytics.forecast_features (
    feature_name, description, source, metric_name, lag_months, available_after_months
)
values
('same_month_1', 'The month one year before, beside its usual share.', 'series', null, 1, 1),
('same_month_2', 'The month two years before, beside its usual share.', 'series', null, 1, 1),
('same_month_3', 'The month three years before, beside its usual share.', 'series', null, 1, 1),
('same_month_4', 'The month four years before, beside its usual share.', 'series', null, 1, 1),
('surprise_before', 'How last year surprised in the month before.', 'series', null, 1, 1),
('surprise_after', 'How last year surprised in the month after.', 'series', null, 1, 1),
('growth_1', 'The year before last, beside the last.', 'series', null, 1, 1),
('growth_2', 'The growth of the year before last.', 'series', null, 1, 1),
('quarter_growth', 'The last three months, beside the same a year before.', 'series', null, 1, 1),
('half_growth', 'The last six months, beside the same a year before.', 'series', null, 1, 1),
('month_growth', 'The last month, beside the same a year before.', 'series', null, 1, 1),
('month_growth_before', 'The last month but one, beside the year before.', 'series', null, 1, 1),
('distance', 'How far ahead the month is.', 'calendar', null, 0, 0),
('years_ahead', 'How many whole years ahead the month is.', 'calendar', null, 0, 0),
('season_sine', 'The place of the month in the year, as a sine.', 'calendar', null, 0, 0),
('season_cosine', 'The place of the month in the year, as a cosine.', 'calendar', null, 0, 0),
('month', 'The month of the year.', 'calendar', null, 0, 0),
('usual_share', 'What the month has been in the last three years.', 'series', null, 1, 1),
('unsteadiness', 'How unlike the last two years are.', 'series', null, 1, 1),
('history', 'How many months are known.', 'series', null, 1, 1),
(
    'inquiries_growth', 'Inquiries of the last three months, beside the same a year before.',
    'metric', 'inquiries', 1, 1
);
