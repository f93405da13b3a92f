-- The host application has user_profiles; only its id matters here. Without a host we create it.
do $$
begin
    if to_regclass('public.user_profiles') is null then
        set local role analytics_owner;
        create table public.user_profiles (
            id uuid not null default gen_random_uuid(),
            created_at timestamptz not null default now(),
            constraint user_profiles_pkey primary key (id)
        );
        comment on table public.user_profiles is
        'Created by WedSync Analytics, because there was no host application: vendors and users.';
        call analytics.protect_tenant_table('public.user_profiles', 'id');
        reset role;
    else
        grant select, references on public.user_profiles to analytics_owner;
        grant select on public.user_profiles to analytics_definer;
        if (select c.relrowsecurity from pg_catalog.pg_class as c
            where c.oid = 'public.user_profiles'::regclass) then
            create policy analytics_owner_reads on public.user_profiles
            for select to analytics_owner, analytics_definer using (true);
        end if;
    end if;
end;
$$;

set local role analytics_owner;

create table analytics.vendor_settings (
    vendor_id uuid not null,
    display_name text,
    time_zone text not null default 'UTC',
    currency text not null default 'EUR',
    vendor_type text,
    region text,
    price_band text,
    capacity_per_day_count integer,
    week_start_day integer not null default 1,
    opt_outs text[] not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint vendor_settings_pkey primary key (vendor_id),
    constraint vendor_settings_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade,
    constraint vendor_settings_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint vendor_settings_week_start_day_check check (week_start_day in (1, 7)),
    constraint vendor_settings_capacity_per_day_count_check check (capacity_per_day_count > 0)
);
comment on table analytics.vendor_settings is
'What the host''s user_profiles may not say of a vendor. A vendor without a row has the defaults.';
comment on column analytics.vendor_settings.time_zone is
'IANA name. Buckets are cut in this zone: the vendor''s day. A change rebuilds the rollups.';
comment on column analytics.vendor_settings.currency is
'ISO 4217; taken for amounts that come without a currency.';
comment on column analytics.vendor_settings.capacity_per_day_count is
'How many weddings the vendor can serve on one day.';
comment on column analytics.vendor_settings.week_start_day is
'First day of the vendor''s week, ISO: 1 Monday, 7 Sunday.';
comment on column analytics.vendor_settings.opt_outs is
'What the vendor does not take part in, such as benchmarks.';

call analytics.protect_tenant_table('analytics.vendor_settings');

alter table analytics.vendor_members
add constraint vendor_members_vendor_id_fkey foreign key (vendor_id)
references public.user_profiles (id) on delete cascade;
