create or replace function analytics_api.get_shared_dashboard(
    p_share_id uuid,
    p_overrides jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_dashboard public.analytics_dashboards;
    v_filters jsonb;
begin
    select d.* into v_dashboard
    from analytics.dashboard_shares as s
    inner join public.analytics_dashboards as d
        on d.vendor_id = s.vendor_id and d.id = s.dashboard_id
    where s.vendor_id = any(analytics.current_vendor_ids()) and s.id = p_share_id
        and s.revoked_at is null and s.expires_at > now();
    if v_dashboard.id is null then
        raise exception using
            errcode = 'ZA203',
            message = 'there is no such link, or it has expired',
            hint = 'ask whoever sent it for another';
    end if;
    select s.filters into v_filters
    from analytics.dashboard_shares as s
    where s.vendor_id = v_dashboard.vendor_id and s.id = p_share_id;
    return analytics.answer_dashboard(v_dashboard, p_overrides, v_filters);
end;
$$;

comment on function analytics_api.get_shared_dashboard(uuid, jsonb) is
'All tiles of a dashboard for whoever has a link to it that is signed for its vendor, has not
expired and is not revoked; the filters of the link hold whatever p_overrides say. Raises ZA111,
ZA113, ZA203.';
revoke all on function analytics_api.get_shared_dashboard(uuid, jsonb) from public;
grant execute on function analytics_api.get_shared_dashboard(uuid, jsonb) to analytics_api_user;
