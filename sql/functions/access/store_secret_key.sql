create or replace function analytics.store_secret_key(
    p_vendor_id uuid,
    p_name text,
    p_scopes text[],
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
        vendor_id, key_kind, name, key_start, key_sha256, scopes, expires_at
    )
    values (
        p_vendor_id, 'secret', p_name, left(p_key, 14),
        sha256(convert_to(p_key, 'UTF8')), p_scopes, p_expires_at
    )
    returning id
$$;

comment on function analytics.store_secret_key(uuid, text, text[], timestamptz, text) is
'Store the hash of a secret key; returns its id. Runs as the owner of the table; whoever calls it
has checked the caller.';
revoke all on function analytics.store_secret_key(uuid, text, text[], timestamptz, text)
from public;
grant execute on function analytics.store_secret_key(uuid, text, text[], timestamptz, text)
to analytics_definer;
