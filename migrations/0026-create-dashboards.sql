set local role analytics_owner;

create table public.analytics_dashboards (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid not null,
    user_id uuid not null,
    dashboard_name varchar(255) not null,
    dashboard_config jsonb not null,
    is_default boolean not null default false,
    shared_with text[],
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint analytics_dashboards_pkey primary key (vendor_id, id),
    constraint analytics_dashboards_vendor_id_user_id_dashboard_name_key
    unique (vendor_id, user_id, dashboard_name),
    constraint analytics_dashboards_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint analytics_dashboards_user_id_fkey foreign key (user_id)
    references public.user_profiles (id) on delete cascade
);
create index analytics_dashboards_user_id_idx on public.analytics_dashboards (user_id);
create unique index analytics_dashboards_is_default_idx
on public.analytics_dashboards (vendor_id, user_id) where is_default;
comment on table public.analytics_dashboards is
'Dashboards: what a user wants to see of a vendor, as tiles that each ask for metrics.';
comment on column public.analytics_dashboards.shared_with is
'Ids of the users of the same vendor who may read it; "*" is all of them.';
comment on column public.analytics_dashboards.version is
'Raised by each change; a change names the version it was made from.';
call analytics.protect_tenant_table('public.analytics_dashboards');

create table analytics.dashboard_shares (
    id uuid not null default gen_random_uuid(),
    vendor_id uuid not null,
    dashboard_id uuid not null,
    filters jsonb,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    constraint dashboard_shares_pkey primary key (vendor_id, id),
    constraint dashboard_shares_vendor_id_dashboard_id_fkey foreign key (vendor_id, dashboard_id)
    references public.analytics_dashboards (vendor_id, id) on delete cascade
);
create index dashboard_shares_vendor_id_dashboard_id_idx
on analytics.dashboard_shares (vendor_id, dashboard_id);
comment on table analytics.dashboard_shares is
'Links by which anybody may read a dashboard until they expire or are revoked.';
comment on column analytics.dashboard_shares.filters is
'Conditions that whoever follows the link cannot leave out.';
call analytics.protect_tenant_table('analytics.dashboard_shares');
