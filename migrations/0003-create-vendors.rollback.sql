alter table analytics.vendor_members drop constraint vendor_members_vendor_id_fkey;
drop table analytics.vendor_settings;
drop policy if exists analytics_owner_reads on public.user_profiles;
do $$
begin
    if obj_description('public.user_profiles'::regclass) like 'Created by WedSync Analytics%' then
        drop table public.user_profiles;
    else
        revoke all on public.user_profiles from analytics_owner, analytics_definer;
    end if;
end;
$$;
