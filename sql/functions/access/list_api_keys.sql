create or replace function analytics_api.list_api_keys()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform analytics.require_scope('admin');
    return (
        select coalesce(jsonb_agg(
            jsonb_build_object(
                'id', k.id, 'vendorId', k.vendor_id, 'kind', k.key_kind, 'name', k.name,
                'start', k.key_start, 'scopes', k.scopes, 'origins', k.origins,
                'createdAt', k.created_at, 'expiresAt', k.expires_at,
                'lastUsedAt', k.last_used_at, 'revokedAt', k.revoked_at
            )
            order by k.vendor_id, k.created_at, k.id
        ), '[]')
        from analytics.api_keys as k
        where analytics.is_vendor_owner(k.vendor_id)
    );
end;
$$;

comment on function analytics_api.list_api_keys() is
'The keys of the vendors that the caller owns, for administrators all: what each may do and when it
was used; never the key itself. Raises ZA407.';
revoke all on function analytics_api.list_api_keys() from public;
grant execute on function analytics_api.list_api_keys() to analytics_api_user;
