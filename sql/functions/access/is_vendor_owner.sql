create or replace function analytics.is_vendor_owner(p_vendor_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_claims jsonb := analytics.current_claims();
begin
    -- The role of a token speaks for the vendors of the token, that of a membership for its own.
    return analytics.is_platform_admin()
        or coalesce(
            v_claims #>> '{app_metadata,vendor_role}' in ('owner', 'admin')
            and v_claims #> '{app_metadata,vendor_ids}' ? p_vendor_id::text,
            false
        )
        or exists (
            select from analytics.vendor_members as m
            where m.vendor_id = p_vendor_id
                and m.user_id = analytics.try_uuid(v_claims ->> 'sub')
                and m.member_role = 'owner'
        );
end;
$$;

comment on function analytics.is_vendor_owner(uuid) is
'Whether the caller may change what was recorded of a vendor: the claim app_metadata.vendor_role is
owner or admin and app_metadata.vendor_ids has the vendor, or the claim sub is its member as owner,
or the caller is a platform administrator.';
revoke all on function analytics.is_vendor_owner(uuid) from public;
grant execute on function analytics.is_vendor_owner(uuid) to analytics_definer;
