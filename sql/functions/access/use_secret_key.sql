create or replace function analytics.use_secret_key(p_key_sha256 bytea)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_key analytics.api_keys;
begin
    select k.* into v_key
    from analytics.api_keys as k
    where k.key_sha256 = p_key_sha256 and k.key_kind = 'secret'
        and k.revoked_at is null and coalesce(k.expires_at, 'infinity') > clock_timestamp();
    if not found then
        raise exception using
            errcode = 'ZA408',
            message = 'there is no such secret key, or it has expired or was revoked',
            hint = 'make one with: wedsync keys add --scope ingest';
    end if;
    -- Now and then: each request that noted it would wait for the others.
    update analytics.api_keys as k
    set last_used_at = clock_timestamp()
    where k.vendor_id = v_key.vendor_id and k.id = v_key.id
        and coalesce(k.last_used_at, '-infinity') < clock_timestamp() - interval '1 hour';
    return jsonb_build_object(
        'sub', 'key:' || v_key.id,
        'scopes', v_key.scopes,
        'app_metadata', jsonb_build_object('vendor_ids', array[v_key.vendor_id])
            || case
                when 'admin' = any(v_key.scopes) then jsonb_build_object('vendor_role', 'owner')
                else '{}'
            end
    );
end;
$$;

comment on function analytics.use_secret_key(bytea) is
'The claims of whoever sends the secret key with this SHA-256: its vendor, its scopes, with admin
the role owner, and as subject key:<id>, which is no user. Raises ZA408 (no such key).';
revoke all on function analytics.use_secret_key(bytea) from public;
grant execute on function analytics.use_secret_key(bytea) to analytics_definer;
