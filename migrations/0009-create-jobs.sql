set local role analytics_owner;

create table analytics.jobs (
    job_name text not null,
    description text not null,
    routine text not null,
    items_routine text,
    every interval not null,
    is_enabled boolean not null default true,
    next_run_at timestamptz,
    last_started_at timestamptz,
    last_finished_at timestamptz,
    last_status text,
    last_error text,
    constraint jobs_pkey primary key (job_name),
    constraint jobs_every_check check (every > interval '0'),
    constraint jobs_last_status_check check (last_status in ('running', 'succeeded', 'failed'))
);
comment on table analytics.jobs is
'What runs by itself. A row is a setting: change every or is_enabled to your liking.';
comment on column analytics.jobs.routine is
'Function analytics.<routine>(p_now timestamptz, p_item text) that does the work of one item.';
comment on column analytics.jobs.items_routine is
'Function analytics.<items_routine>(p_now timestamptz) that lists the items of a run; without it
there is one. Each item is a transaction of its own, and one that fails does not stop the others.';
comment on column analytics.jobs.next_run_at is
'When it is due, null at once. A run that was missed is caught up once.';

create table analytics.job_runs (
    id uuid not null default gen_random_uuid(),
    job_name text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    status text not null,
    item_count integer not null default 0,
    failed_count integer not null default 0,
    error text,
    constraint job_runs_pkey primary key (id),
    constraint job_runs_job_name_fkey foreign key (job_name)
    references analytics.jobs (job_name) on delete cascade,
    constraint job_runs_status_check check (status in ('running', 'succeeded', 'failed'))
);
create index job_runs_job_name_started_at_idx on analytics.job_runs (job_name, started_at desc);
comment on table analytics.job_runs is
'History of the jobs; of runs every few seconds only those that failed.';

create table analytics.view_refreshes (
    view_name text not null,
    refreshed_at timestamptz not null,
    duration_ms numeric not null,
    fold_version bigint not null,
    constraint view_refreshes_pkey primary key (view_name)
);
comment on table analytics.view_refreshes is
'When each materialized view was refreshed last, and up to which version of the rollups.';
grant select on analytics.jobs, analytics.job_runs, analytics.view_refreshes to analytics_definer;
