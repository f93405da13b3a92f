-- Doors for what cannot hold a token: pages in a browser, and the webhooks of other services.
set local role analytics_owner;

create table analytics.api_keys (
    vendor_id uuid not null,
    id uuid not null default gen_random_uuid(),
    key_kind text not null,
    name text not null,
    key_start text not null,
    key_sha256 bytea not null,
    scopes text[] not null,
    origins text[] not null default '{}',
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    constraint api_keys_pkey primary key (vendor_id, id),
    -- Who the vendor is, is what a key is looked up for: on a cluster this is a reference table.
    constraint api_keys_key_sha256_key unique (key_sha256),
    constraint api_keys_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint api_keys_key_kind_check check (key_kind in ('publishable', 'secret')),
    constraint api_keys_scopes_check
    check (scopes <@ array['ingest', 'read', 'admin'] and cardinality(scopes) > 0),
    -- What stands in a public page may do one thing, from named pages.
    constraint api_keys_publishable_check check (
        key_kind <> 'publishable' or scopes = array['ingest'] and cardinality(origins) > 0
    )
);
comment on table analytics.api_keys is
'Keys that act for one vendor. Only their hashes are kept, so each is shown once, when it is made.';
comment on column analytics.api_keys.key_kind is
'publishable (wp_…): stands in public pages, ingests what browsers tell, from its origins only;
secret (wk_…): for servers, with the rights of its scopes.';
comment on column analytics.api_keys.key_start is 'Its first characters, by which people know it.';
comment on column analytics.api_keys.origins is
'Origins of the pages that may use a publishable key, such as https://www.example.com.';
comment on column analytics.api_keys.last_used_at is 'Noted once an hour at most.';
call analytics.protect_tenant_table('analytics.api_keys');

create table analytics.hook_maps (
    map_name text not null,
    description text not null,
    map_sql text not null,
    updated_at timestamptz not null default now(),
    constraint hook_maps_pkey primary key (map_name),
    constraint hook_maps_map_name_check check (map_name ~ '^[a-z][a-z0-9_-]{0,62}$')
);
comment on table analytics.hook_maps is
'How payloads of webhooks become events: one SELECT each, checked when it is registered.';
comment on column analytics.hook_maps.map_sql is
'One SELECT that returns event jsonb, from hook (payload, source_name, vendor_id, received_at).';
grant select on analytics.hook_maps to analytics_definer;

create table analytics.hook_sources (
    vendor_id uuid not null,
    source_name text not null,
    map_name text not null,
    scheme text not null,
    signature_header text not null,
    signature_prefix text not null default '',
    signature_encoding text not null default 'hex',
    tolerance interval not null default interval '5 minutes',
    delivery_header text,
    delivery_path text[],
    created_at timestamptz not null default now(),
    constraint hook_sources_pkey primary key (vendor_id, source_name),
    -- As for keys: the name in the address says who the vendor is.
    constraint hook_sources_source_name_key unique (source_name),
    constraint hook_sources_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint hook_sources_source_name_check check (source_name ~ '^[a-z][a-z0-9_-]{2,62}$'),
    constraint hook_sources_scheme_check check (scheme in ('timestamped', 'plain', 'token')),
    constraint hook_sources_signature_encoding_check
    check (signature_encoding in ('hex', 'base64')),
    constraint hook_sources_tolerance_check check (tolerance between '1 second' and '1 day')
);
comment on table analytics.hook_sources is
'Who may post to /api/analytics/hooks/<source_name>: for which vendor, how it signs, by which map
its payloads become events.';
comment on column analytics.hook_sources.scheme is
'timestamped: the header is t=<unix time>,v1=<hex>, an HMAC-SHA256 of "<unix time>.<body>"; plain:
the header is an HMAC-SHA256 of the body; token: the header is the secret itself.';
comment on column analytics.hook_sources.tolerance is
'How far the signed time may be from the clock of the database (scheme timestamped).';
comment on column analytics.hook_sources.delivery_header is
'Header that names the delivery; else delivery_path in the payload, else the hash of the body.';
call analytics.protect_tenant_table('analytics.hook_sources');

create table analytics.hook_secrets (
    source_name text not null,
    id uuid not null default gen_random_uuid(),
    secret text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    constraint hook_secrets_pkey primary key (source_name, id),
    constraint hook_secrets_source_name_fkey foreign key (source_name)
    references analytics.hook_sources (source_name) on delete cascade,
    constraint hook_secrets_secret_check check (length(secret) between 16 and 500)
);
comment on table analytics.hook_secrets is
'What webhooks are signed with. Granted to nobody, also not to the owner of the api: only the
functions that check a signature or store a secret see it.';
comment on column analytics.hook_secrets.expires_at is
'When a secret that was replaced stops to count; null for the one in use.';
alter table analytics.hook_secrets enable row level security;
alter table analytics.hook_secrets force row level security;
create policy owner_all on analytics.hook_secrets to analytics_owner using (true) with check (true);

create table analytics.hook_refusals (
    source_name text not null,
    refused_on date not null,
    reason text not null,
    refused_count bigint not null,
    constraint hook_refusals_pkey primary key (source_name, refused_on, reason),
    constraint hook_refusals_source_name_fkey foreign key (source_name)
    references analytics.hook_sources (source_name) on delete cascade
);
comment on table analytics.hook_refusals is
'How many deliveries were refused for their signature, by day (UTC). Of what they held nothing is
kept.';
grant select on analytics.hook_refusals to analytics_definer;

create table analytics.hook_deliveries (
    vendor_id uuid not null,
    source_name text not null,
    delivery_id text not null,
    received_at timestamptz not null default now(),
    is_failed boolean not null default false,
    status integer,
    answer jsonb,
    constraint hook_deliveries_pkey primary key (vendor_id, source_name, delivery_id),
    constraint hook_deliveries_vendor_id_source_name_fkey foreign key (vendor_id, source_name)
    references analytics.hook_sources (vendor_id, source_name) on delete cascade
);
create index hook_deliveries_received_at_idx on analytics.hook_deliveries (received_at);
comment on table analytics.hook_deliveries is
'Deliveries with a good signature and what was answered, so that each counts once however often it
is sent. Forgotten after settings.history_retention.';
comment on column analytics.hook_deliveries.is_failed is
'The map could not read it: its body is among the rejected events; sent again it is tried anew.';
call analytics.protect_tenant_table('analytics.hook_deliveries');

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values (
    'prune_deliveries', 'Forget deliveries of webhooks past the retention of history.',
    'prune_deliveries', null, '1 day'
);
