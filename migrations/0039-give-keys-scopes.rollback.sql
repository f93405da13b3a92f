drop function if exists analytics.require_vendor(jsonb, boolean, text);
drop function if exists analytics.resolve_vendors(jsonb, text);
comment on column analytics.api_keys.scopes is null;
comment on column analytics.api_keys.expires_at is null;
