-- What these do now takes a scope: with another parameter they would be overloads.
set local role analytics_owner;
drop function if exists analytics.require_vendor(jsonb, boolean);
drop function if exists analytics.require_vendor_owner(uuid);
drop function if exists analytics.resolve_vendors(jsonb);

comment on column analytics.api_keys.scopes is
'What a key may do: ingest takes events in, read reads, admin does what an owner of the vendor does.
None is part of another.';
comment on column analytics.api_keys.expires_at is 'When a key ceases to count; null for never.';
