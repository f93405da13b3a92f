create or replace function analytics.end_api_key(p_vendor_id uuid, p_id uuid)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    update analytics.api_keys as k
    set revoked_at = coalesce(k.revoked_at, clock_timestamp())
    where k.vendor_id = p_vendor_id and k.id = p_id
$$;

comment on function analytics.end_api_key(uuid, uuid) is
'Revoke a key. Runs as the owner of the table; whoever calls it has checked the caller.';
revoke all on function analytics.end_api_key(uuid, uuid) from public;
grant execute on function analytics.end_api_key(uuid, uuid) to analytics_definer;
