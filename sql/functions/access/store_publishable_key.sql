create or replace function analytics.store_publishable_key(
    p_vendor_id uuid,
    p_name text,
    p_origins text[],
    p_key text
)
returns uuid
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.api_keys (
        vendor_id, key_kind, name, key_start, key_sha256, scopes, origins
    )
    values (
        p_vendor_id, 'publishable', p_name, left(p_key, 10),
        sha256(convert_to(p_key, 'UTF8')), array['ingest'], p_origins
    )
    returning id
$$;

comment on function analytics.store_publishable_key(uuid, text, text[], text) is
'Store the hash of a publishable key; returns its id. Runs as the owner of the table; whoever calls
it has checked the caller.';
revoke all on function analytics.store_publishable_key(uuid, text, text[], text) from public;
grant execute on function analytics.store_publishable_key(uuid, text, text[], text)
to analytics_definer;
