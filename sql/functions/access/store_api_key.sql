create or replace function analytics.store_api_key(
    p_vendor_id uuid,
    p_kind text,
    p_name text,
    p_scopes text[],
    p_origins text[],
    p_expires_at timestamptz,
    p_key text
)
returns uuid
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.api_keys (
        vendor_id, key_kind, name, key_start, key_sha256, scopes, origins, expires_at
    )
    values (
        p_vendor_id, p_kind, p_name,
        -- The prefix that tells its kind, and enough to tell it from others.
        left(p_key, case p_kind when 'secret' then 14 else 10 end),
        sha256(convert_to(p_key, 'UTF8')), p_scopes, p_origins, p_expires_at
    )
    returning id
$$;

comment on function analytics.store_api_key(
    uuid, text, text, text[], text[], timestamptz, text
) is
'Store the hash of a key, secret or publishable; returns its id. Runs as the owner of the table;
whoever calls it has checked the caller.';
revoke all on function analytics.store_api_key(
    uuid, text, text, text[], text[], timestamptz, text
) from public;
grant execute on function analytics.store_api_key(
    uuid, text, text, text[], text[], timestamptz, text
) to analytics_definer;
