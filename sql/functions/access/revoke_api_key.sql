create or replace function analytics_api.revoke_api_key(p_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := (select k.vendor_id from analytics.api_keys as k where k.id = p_id);
begin
    perform analytics.require_scope('admin');
    if v_vendor_id is null then
        raise exception using
            errcode = 'ZA222',
            message = 'there is no such key, or it is not yours',
            detail = format('id=%s', p_id),
            column = 'id';
    end if;
    perform analytics.require_vendor(to_jsonb(v_vendor_id), p_as_owner => true);
    perform analytics.end_api_key(v_vendor_id, p_id);
end;
$$;

comment on function analytics_api.revoke_api_key(uuid) is
'Revoke a key for good; it is refused from the next request on. For owners of the vendor and
administrators. Raises ZA222 (none), ZA403, ZA407.';
revoke all on function analytics_api.revoke_api_key(uuid) from public;
grant execute on function analytics_api.revoke_api_key(uuid) to analytics_api_user;
