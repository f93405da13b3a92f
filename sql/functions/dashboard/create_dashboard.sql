create or replace function analytics_api.create_dashboard(p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(p_request, '{vendorId}');
begin
    perform analytics.check_dashboard(v_request);
    return analytics.describe_dashboard(analytics.save_dashboard(
        gen_random_uuid(),
        (analytics.resolve_vendors(
            v_request -> 'vendorId', 'admin'
        ) #>> '{0,vendorId}')::uuid,
        analytics.require_user(), null, v_request
    ));
end;
$$;

comment on function analytics_api.create_dashboard(jsonb) is
'Make a dashboard {vendorId, dashboardName, dashboardConfig, isDefault, sharedWith} of the caller
and return it. dashboardConfig is {tiles: [{id, title, chart, request, layout}], timeframe,
filters}, each request one of calculate_metrics. Raises ZA146 and the codes of calculate_metrics,
ZA201, ZA305 (the name is taken), ZA402 (no user).';
revoke all on function analytics_api.create_dashboard(jsonb) from public;
grant execute on function analytics_api.create_dashboard(jsonb) to analytics_api_user;
