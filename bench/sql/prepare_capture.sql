create schema host;

select analytics_api.ensure_partitions(now() - interval '1 day', now() + interval '1 day');
select analytics_api.register_vendors(array(
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
    from generate_series(0, 999) as n
));

-- As a wedding application has it: a key, a foreign key to the vendors, an index on it.
create table host.plain (
    id bigint generated always as identity primary key,
    vendor_id uuid not null references public.user_profiles (id),
    client_id bigint,
    status text not null default 'confirmed',
    wedding_on date,
    total numeric(12, 2),
    currency char(3) not null default 'EUR',
    guests integer,
    style text,
    created_at timestamptz not null default now()
);
create index plain_vendor_id_idx on host.plain (vendor_id);
create table host.captured (like host.plain including all);
alter table host.captured add foreign key (vendor_id) references public.user_profiles (id);
create table host.payments (
    id uuid primary key default gen_random_uuid(),
    vendor_id uuid not null references public.user_profiles (id),
    amount numeric(12, 2) not null,
    paid_at timestamptz not null default now()
);

select analytics_api.track_table('host.captured', 'booking.confirmed', '{
    "vendor": "vendor_id", "time": "created_at", "when": {"status": "confirmed"},
    "fields": {"bookingId": "id", "clientId": "client_id", "weddingDate": "wedding_on",
               "value": "total", "currency": "currency", "guestCount": "guests", "style": "style"}
}');
select analytics_api.track_table('host.captured', 'booking.changed', '{
    "on": ["update"], "vendor": "vendor_id", "when": {"status": "confirmed"},
    "changes": ["wedding_on", "total", "guests"], "onlyChanged": true,
    "fields": {"bookingId": "id", "weddingDate": "wedding_on", "value": "total",
               "guestCount": "guests"}
}');
select analytics_api.track_table('host.captured', 'booking.cancelled', '{
    "on": ["update", "delete"], "vendor": "vendor_id", "when": {"status": "cancelled"},
    "fields": {"bookingId": "id"}
}');
select analytics_api.track_table('host.payments', 'payment.received', '{
    "vendor": "vendor_id", "time": "paid_at",
    "fields": {"paymentId": "id", "amount": "amount"}
}');
