create or replace function analytics_api.revoke_share(p_dashboard_id uuid, p_share_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_dashboard public.analytics_dashboards := analytics.find_dashboard(p_dashboard_id, true);
begin
    if analytics.mark_share_revoked(
        v_dashboard.vendor_id, v_dashboard.id, p_share_id
    ) is null then
        raise exception using errcode = 'ZA203', message = 'there is no such link';
    end if;
end;
$$;

comment on function analytics_api.revoke_share(uuid, uuid) is
'End a link to a dashboard of the caller. Raises ZA202, ZA203 (no such link).';
revoke all on function analytics_api.revoke_share(uuid, uuid) from public;
grant execute on function analytics_api.revoke_share(uuid, uuid) to analytics_api_user;
