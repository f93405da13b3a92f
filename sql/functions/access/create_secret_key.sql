create or replace function analytics_api.create_secret_key(p_key jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := analytics.require_vendor(p_key -> 'vendorId', p_as_owner => true);
    v_name text := coalesce(p_key ->> 'name', 'program');
    v_expires_at timestamptz := analytics.try_timestamptz(p_key ->> 'expiresAt');
    v_scopes text[];
    -- Two are 244 random bits.
    v_key text := 'wk_live_' || replace(concat(gen_random_uuid(), gen_random_uuid()), '-', '');
begin
    if jsonb_typeof(p_key -> 'scopes') = 'array' then
        v_scopes := array(
            select distinct s.scope
            from jsonb_array_elements_text(p_key -> 'scopes') as s (scope)
            order by 1
        );
    end if;
    if coalesce(p_key ->> 'kind', 'secret') <> 'secret' then
        perform analytics.refuse_setting('kind', 'secret or publishable');
    elsif p_key ? 'origins' then
        perform analytics.refuse_setting('origins', 'for publishable keys only');
    elsif coalesce(v_scopes, '{}') = '{}' or v_scopes <@ '{ingest,read,admin}' is not true then
        perform analytics.refuse_setting('scopes', 'a list of some of ingest, read and admin');
    elsif length(v_name) not between 1 and 100 then
        perform analytics.refuse_setting('name', 'a text of 1 to 100 characters');
    elsif p_key ->> 'expiresAt' is not null and v_expires_at > clock_timestamp() is not true then
        perform analytics.refuse_setting('expiresAt', 'a time to come, in RFC 3339');
    end if;
    return jsonb_build_object(
        'id', analytics.store_api_key(
            v_vendor_id, 'secret', v_name, v_scopes, '{}', v_expires_at, v_key
        ),
        'key', v_key, 'vendorId', v_vendor_id, 'kind', 'secret', 'name', v_name,
        'scopes', v_scopes, 'expiresAt', v_expires_at
    );
end;
$$;

comment on function analytics_api.create_secret_key(jsonb) is
'Make a secret key {vendorId, name, scopes[] (ingest, read, admin), expiresAt}: what a program of a
vendor sends as its bearer token. Returns it with its key, which is shown this once. For owners of
the vendor and administrators. Raises ZA175, ZA185, ZA201, ZA403, ZA407.';
revoke all on function analytics_api.create_secret_key(jsonb) from public;
grant execute on function analytics_api.create_secret_key(jsonb) to analytics_api_user;
