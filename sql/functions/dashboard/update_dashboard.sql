create or replace function analytics_api.update_dashboard(
    p_dashboard_id uuid,
    p_version integer,
    p_request jsonb
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(p_request, '{vendorId}');
    v_dashboard public.analytics_dashboards := analytics.find_dashboard(p_dashboard_id, true);
begin
    perform analytics.check_version(p_version, v_dashboard.version);
    perform analytics.check_dashboard(v_request);
    return analytics.describe_dashboard(analytics.save_dashboard(
        v_dashboard.id, v_dashboard.vendor_id, v_dashboard.user_id, p_version, v_request
    ));
end;
$$;

comment on function analytics_api.update_dashboard(uuid, integer, jsonb) is
'Replace a dashboard of the caller, made from this version of it, and return it; its vendor stays.
Raises ZA146 and the codes of calculate_metrics, ZA202, ZA304 (changed meanwhile), ZA305.';
revoke all on function analytics_api.update_dashboard(uuid, integer, jsonb) from public;
grant execute on function analytics_api.update_dashboard(uuid, integer, jsonb)
to analytics_api_user;
