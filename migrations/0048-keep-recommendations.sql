-- What is advised to a vendor, what became of it, and what it was worth.
set local role analytics_owner;

create table analytics.recommendations (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    kind text not null,
    subject text not null,
    state text not null default 'proposed',
    is_experiment boolean not null,
    title text not null,
    statement text not null,
    effect numeric not null,
    effect_low numeric not null,
    effect_high numeric not null,
    effect_unit text not null,
    effect_value numeric,
    effect_value_low numeric,
    effect_value_high numeric,
    currency text not null,
    method text not null,
    assumptions jsonb not null,
    evidence jsonb not null,
    measure jsonb not null,
    effort_days numeric not null,
    priority numeric not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    decided_at timestamptz,
    decided_by text,
    note text,
    due_on date,
    baseline jsonb,
    outcome jsonb,
    measured_at timestamptz,
    constraint recommendations_pkey primary key (vendor_id, id),
    constraint recommendations_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint recommendations_kind_check check (kind in (
        'pricing_optimization', 'marketing_focus', 'service_expansion', 'capacity_adjustment',
        'quality_improvement'
    )),
    constraint recommendations_state_check
    check (state in ('proposed', 'accepted', 'dismissed', 'done')),
    constraint recommendations_effect_unit_check check (effect_unit in ('bookings', 'revenue')),
    constraint recommendations_effect_check
    check (effect_low <= effect and effect <= effect_high),
    -- What may as well do harm is tried out, not advised.
    constraint recommendations_is_experiment_check check (is_experiment or effect_low > 0)
);
create unique index recommendations_vendor_id_kind_subject_idx
on analytics.recommendations (vendor_id, kind, subject) where state in ('proposed', 'accepted');
comment on table analytics.recommendations is
'Advice made from a vendor''s own figures, what was decided about it, and what came of it.';
comment on column analytics.recommendations.subject is
'What it is about, such as a channel; of one kind and subject at most one is open.';
comment on column analytics.recommendations.effect is
'Bookings or revenue (effect_unit) a year more, with the limits of an interval of 95 % by the
method that is named.';
comment on column analytics.recommendations.effect_value is
'The same in money, of the currency of the vendor.';
comment on column analytics.recommendations.measure is
'What is measured of the time after it was accepted, and of the same days a year before
(baseline).';
comment on column analytics.recommendations.priority is
'Expected money for each day of effort, of an experiment a quarter of that.';
comment on column analytics.recommendations.due_on is
'When the time in which it should have worked is over, and its outcome is measured.';
call analytics.protect_tenant_table('analytics.recommendations');

create type analytics.recommendation_draft as (
    kind text,
    subject text,
    title text,
    statement text,
    effect float8,
    effect_low float8,
    effect_high float8,
    effect_unit text,
    method text,
    assumptions text [],
    evidence jsonb,
    measure jsonb
);
comment on type analytics.recommendation_draft is
'Advice before it is valued and kept; its effect is for a year.';

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values (
    'measure_recommendations', 'Measure what became of recommendations that were accepted.',
    'measure_recommendation_item', 'list_due_recommendations', '1 day'
);
