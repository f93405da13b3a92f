create or replace function analytics.use_publishable_key(p_key text, p_origin text)
returns uuid
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
    where k.key_sha256 = sha256(convert_to(p_key, 'UTF8')) and k.key_kind = 'publishable'
        and k.revoked_at is null and coalesce(k.expires_at, 'infinity') > clock_timestamp();
    if not found then
        raise exception using
            errcode = 'ZA404',
            message = 'there is no such publishable key, or it was revoked',
            hint = 'make one with: wedsync keys add',
            column = 'key';
    end if;
    if p_origin is null or lower(p_origin) <> all (v_key.origins) then
        raise exception using
            errcode = 'ZA405',
            message = 'the key is not for pages of this origin',
            detail = format('origin=%s', left(p_origin, 200)),
            hint = 'name the origin when the key is made',
            column = 'Origin';
    end if;
    -- Now and then: each request that noted it would wait for the others.
    update analytics.api_keys as k
    set last_used_at = clock_timestamp()
    where k.vendor_id = v_key.vendor_id and k.id = v_key.id
        and coalesce(k.last_used_at, '-infinity') < clock_timestamp() - interval '1 hour';
    return v_key.vendor_id;
end;
$$;

comment on function analytics.use_publishable_key(text, text) is
'The vendor of a publishable key that is used from a page of this origin. Raises ZA404 (no such
key), ZA405 (origin).';
revoke all on function analytics.use_publishable_key(text, text) from public;
grant execute on function analytics.use_publishable_key(text, text) to analytics_definer;
