set local role analytics_owner;

create table analytics.event_types (
    event_type varchar(100) not null,
    schema_version integer not null default 1,
    kind text not null,
    priority text not null default 'normal',
    description text not null,
    data_schema jsonb not null,
    example jsonb not null,
    created_at timestamptz not null default now(),
    constraint event_types_pkey primary key (event_type, schema_version),
    constraint event_types_event_type_check check (event_type ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$'),
    constraint event_types_schema_version_check check (schema_version > 0),
    constraint event_types_kind_check check (kind in (
        'user_interaction', 'booking_event', 'financial_transaction', 'communication_event',
        'system_metric'
    )),
    constraint event_types_priority_check check (priority in ('low', 'normal', 'high', 'critical')),
    constraint event_types_data_schema_check check (jsonb_typeof(data_schema) = 'object')
);
comment on table analytics.event_types is
'The registry: each type of event, by version, with the JSON Schema (2020-12) of its data.';
comment on column analytics.event_types.kind is
'Kind of all events of this type, as the specification names them.';
comment on column analytics.event_types.priority is
'Priority of an event that does not state its own.';
comment on column analytics.event_types.example is
'A valid example of the data; the registry refuses one that its own schema rejects.';
grant select on analytics.event_types to analytics_definer;

create type analytics.compiled_schema as (
    condition text,
    reasons text
);
comment on type analytics.compiled_schema is
'A JSON Schema as SQL: a condition that valid values meet, and a query of the reasons of others.';
