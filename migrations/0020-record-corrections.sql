set local role analytics_owner;

create type analytics.event_key as (
    vendor_id uuid,
    event_type varchar (100),
    occurred_at timestamptz,
    event_id uuid
);
comment on type analytics.event_key is 'The identity of an event: what its sender said.';

create table analytics.event_corrections (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    event_type varchar(100) not null,
    occurred_at timestamptz not null,
    event_id uuid not null,
    action text not null,
    data_before jsonb not null,
    data_after jsonb,
    reason text,
    corrected_by text not null,
    request_id text,
    corrected_at timestamptz not null default clock_timestamp(),
    constraint event_corrections_pkey primary key (vendor_id, id),
    constraint event_corrections_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint event_corrections_action_check check (action in ('corrected', 'deleted')),
    constraint event_corrections_data_after_check
    check ((action = 'corrected') = (data_after is not null))
);
create index event_corrections_vendor_id_event_id_idx
on analytics.event_corrections (vendor_id, event_id);
comment on table analytics.event_corrections is
'Every correction and deletion of an event: who, when, why, and the data before and after.';
comment on column analytics.event_corrections.corrected_by is
'Subject of the token, or the role of a session without one.';
call analytics.protect_tenant_table('analytics.event_corrections');

create table analytics.deleted_events (
    vendor_id uuid not null,
    event_type varchar(100) not null,
    occurred_at timestamptz not null,
    event_id uuid not null,
    deleted_at timestamptz not null default clock_timestamp(),
    constraint deleted_events_pkey primary key (vendor_id, event_type, occurred_at, event_id),
    constraint deleted_events_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade
);
create index deleted_events_deleted_at_idx on analytics.deleted_events (deleted_at);
comment on table analytics.deleted_events is
'Identities of events that were deleted, so that a replay does not bring them back: it is a
duplicate. Nothing of what they said.';
call analytics.protect_tenant_table('analytics.deleted_events');

create table analytics.erasures (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    client_salt text not null,
    client_hash text not null,
    mode text not null,
    requested_by text not null,
    request_id text,
    report jsonb not null,
    erased_at timestamptz not null,
    constraint erasures_pkey primary key (vendor_id, id),
    constraint erasures_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint erasures_mode_check check (mode in ('anonymize', 'delete'))
);
comment on table analytics.erasures is
'Proof of each erasure of a client: what was found, what became of it, and that nothing is left.';
comment on column analytics.erasures.client_hash is
'SHA-256 of client_salt and the client''s id: who knows the id can show that it was erased, and
nobody can read it here.';
call analytics.protect_tenant_table('analytics.erasures');

alter table analytics.settings
add column identifying_fields text[] not null default '{
    name,firstName,lastName,clientName,partnerName,email,clientEmail,phone,clientPhone,address,
    comment,description,message,subject,notes,text,title
}';
comment on column analytics.settings.identifying_fields is
'Fields of event data that name a client or hold free text: an erasure drops them.';
