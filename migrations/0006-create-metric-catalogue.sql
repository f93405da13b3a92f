set local role analytics_owner;

create table analytics.metric_definitions (
    metric_name varchar(100) not null,
    title text not null,
    description text not null,
    source text not null,
    unit text not null,
    date_basis text not null,
    default_aggregation text not null,
    event_types text[],
    value_field text,
    condition_field text,
    distinct_field text,
    numerator_metric varchar(100),
    denominator_metric varchar(100),
    dimensions text[] not null default '{}',
    is_additive boolean not null generated always as (
        source = 'events' and default_aggregation in ('count', 'sum')
    ) stored,
    constraint metric_definitions_pkey primary key (metric_name),
    constraint metric_definitions_metric_name_check check (metric_name ~ '^[a-z][a-z0-9_]*$'),
    constraint metric_definitions_source_check
    check (source in ('events', 'bookings', 'clients', 'ratio', 'difference')),
    constraint metric_definitions_unit_check check (unit in (
        'count', 'money', 'days', 'share', 'percent', 'rating', 'guests', 'minutes', 'number'
    )),
    constraint metric_definitions_date_basis_check
    check (date_basis in ('occurred', 'booked', 'wedding', 'paid')),
    constraint metric_definitions_default_aggregation_check
    check (default_aggregation in ('count', 'sum', 'average', 'last', 'distinct', 'rate')),
    constraint metric_definitions_numerator_metric_fkey foreign key (numerator_metric)
    references analytics.metric_definitions (metric_name),
    constraint metric_definitions_denominator_metric_fkey foreign key (denominator_metric)
    references analytics.metric_definitions (metric_name),
    constraint metric_definitions_source_columns_check check (
        case source
            when 'events' then event_types is not null and numerator_metric is null
            when 'bookings' then event_types is null and numerator_metric is null
            when 'clients' then event_types is not null and distinct_field is not null
            else numerator_metric is not null and denominator_metric is not null
        end
    )
);
create index metric_definitions_numerator_metric_idx
on analytics.metric_definitions (numerator_metric);
create index metric_definitions_denominator_metric_idx
on analytics.metric_definitions (denominator_metric);
comment on table analytics.metric_definitions is
'The metric catalogue: what feeds each metric. The rollup is compiled from it.';
comment on column analytics.metric_definitions.source is
'events: rolled up from events of event_types. bookings: from the facts of bookings. clients: from
the events of each distinct_field. ratio, difference: numerator_metric / or - denominator_metric.';
comment on column analytics.metric_definitions.date_basis is
'Which date puts a value into a period: when it occurred, was booked, was paid, or the wedding is.';
comment on column analytics.metric_definitions.value_field is
'Field (snake_case) of the event data or of the booking that holds the value; null counts.';
comment on column analytics.metric_definitions.condition_field is
'Boolean of the booking that must hold; for a rate the share of rows for which it holds.';
comment on column analytics.metric_definitions.distinct_field is
'Field whose distinct values are counted; for a rate the share of them that returned.';
comment on column analytics.metric_definitions.dimensions is
'Fields (snake_case) by which the metric is broken down in the daily rollup.';
comment on column analytics.metric_definitions.is_additive is
'Whether its values of two periods may be added.';
grant select on analytics.metric_definitions to analytics_definer;
