create or replace function analytics.find_only_vendor(p_user text)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    if p_user !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
        return null;
    end if;
    return (
        select min(m.vendor_id::text)
        from analytics.vendor_members as m
        where m.user_id = p_user::uuid
        having count(*) = 1
    );
end;
$$;

comment on function analytics.find_only_vendor(text) is
'The vendor that a user is a member of; null where there is none, or several.';
revoke all on function analytics.find_only_vendor(text) from public;
grant execute on function analytics.find_only_vendor(text) to analytics_definer;
