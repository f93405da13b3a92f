create or replace function analytics_api.delete_dashboard(p_dashboard_id uuid, p_version integer)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_dashboard public.analytics_dashboards := analytics.find_dashboard(p_dashboard_id, true);
begin
    perform analytics.remove_dashboard(v_dashboard.vendor_id, v_dashboard.id, p_version);
end;
$$;

comment on function analytics_api.delete_dashboard(uuid, integer) is
'Delete a dashboard of the caller whose version this is. Raises ZA202, ZA304 (changed meanwhile).';
revoke all on function analytics_api.delete_dashboard(uuid, integer) from public;
grant execute on function analytics_api.delete_dashboard(uuid, integer) to analytics_api_user;
