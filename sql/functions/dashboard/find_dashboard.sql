create or replace function analytics.find_dashboard(p_dashboard_id uuid, p_is_for_change boolean)
returns public.analytics_dashboards
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_user_id uuid := analytics.current_user_id();
    v_scope text := case when p_is_for_change then 'admin' else 'read' end;
    v_dashboard public.analytics_dashboards;
begin
    -- Also where there is no such dashboard, and the query does not come to ask.
    perform analytics.require_scope(v_scope);
    select d.* into v_dashboard
    from public.analytics_dashboards as d
    where d.id = p_dashboard_id and (
        analytics.is_platform_admin() or d.vendor_id = any(analytics.current_vendor_ids())
    ) and (
        d.user_id = v_user_id or analytics.is_platform_admin()
        or not p_is_for_change and d.shared_with && array['*', v_user_id::text]
    );
    if v_dashboard.id is null then
        raise exception using
            errcode = 'ZA202',
            message = 'there is no such dashboard',
            hint = 'analytics_api.list_dashboards names yours';
    end if;
    return v_dashboard;
end;
$$;

comment on function analytics.find_dashboard(uuid, boolean) is
'A dashboard that the caller may read, or change: its own, and to read what is shared with it.
Raises ZA202 for any other, alike.';
revoke all on function analytics.find_dashboard(uuid, boolean) from public;
grant execute on function analytics.find_dashboard(uuid, boolean) to analytics_definer;
