set local role analytics_owner;

create sequence analytics.booking_changes_id_seq;

create table analytics.booking_changes (
    id bigint not null default nextval('analytics.booking_changes_id_seq'),
    vendor_id uuid not null,
    booking_id text not null,
    occurred_at timestamptz not null,
    event_type varchar(100) not null,
    event_id uuid not null,
    event_data jsonb not null,
    is_retraction boolean not null default false,
    constraint booking_changes_pkey primary key (vendor_id, id)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off
);
comment on table analytics.booking_changes is
'Events of bookings that the fold has not merged into the facts yet, as statements appended them.';
call analytics.protect_tenant_table('analytics.booking_changes');

create table analytics.booking_history (
    vendor_id uuid not null,
    booking_id text not null,
    occurred_at timestamptz not null,
    event_type varchar(100) not null,
    event_id uuid not null,
    event_data jsonb not null,
    constraint booking_history_pkey primary key (
        vendor_id, booking_id, occurred_at, event_type, event_id
    ),
    constraint booking_history_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade
);
comment on table analytics.booking_history is
'All events of each booking, found by booking and kept when raw events are detached: a fact is a
function of these, so the order in which they came in does not matter.';
call analytics.protect_tenant_table('analytics.booking_history');

create table analytics.booking_facts (
    vendor_id uuid not null,
    booking_id text not null,
    client_id text,
    status text,
    booked_at timestamptz,
    wedding_on date,
    "value" numeric,
    currency text,
    style text,
    venue_type text,
    channel text,
    referrer text,
    guest_count integer,
    is_repeat_client boolean,
    is_referral boolean,
    cancelled_at timestamptz,
    completed_at timestamptz,
    cancel_reason text,
    change_count bigint not null,
    constraint booking_facts_pkey primary key (vendor_id, booking_id),
    constraint booking_facts_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint booking_facts_status_check check (status in ('confirmed', 'cancelled', 'completed'))
) with (fillfactor = 80);
comment on table analytics.booking_facts is
'Current state of each booking, merged from its events by their times. Current only together with
analytics.booking_changes: read analytics.current_bookings.';
comment on column analytics.booking_facts.status is
'By the latest of its events; null while only changes have arrived and no confirmation.';
comment on column analytics.booking_facts.booked_at is 'Time of the first confirmation.';
comment on column analytics.booking_facts.wedding_on is 'Day of the wedding, without a time zone.';
comment on column analytics.booking_facts.change_count is 'Number of events behind this state.';
call analytics.protect_tenant_table('analytics.booking_facts');

create aggregate analytics.jsonb_merge_agg (jsonb)(
    sfunc = pg_catalog.jsonb_concat,
    stype = jsonb,
    initcond = '{}'
);
comment on aggregate analytics.jsonb_merge_agg (jsonb) is
'Merge of objects in the order given: of a key that comes several times the last value stands.';
revoke all on function analytics.jsonb_merge_agg(jsonb) from public;
grant execute on function analytics.jsonb_merge_agg(jsonb) to analytics_definer;
