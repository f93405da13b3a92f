create or replace function analytics_api.share_dashboard(p_dashboard_id uuid, p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(p_request, '{filters}');
    v_dashboard public.analytics_dashboards := analytics.find_dashboard(p_dashboard_id, true);
    v_days numeric := case when jsonb_typeof(v_request -> 'expiresInDays') = 'number'
        then (v_request ->> 'expiresInDays')::numeric end;
    v_expires_at timestamptz;
begin
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(v_request, '{expiresInDays,filters}', ''),
        case when v_days between 0.001 and 366 then null else analytics.request_problem(
            'ZA146', '/expiresInDays', 'a link expires after a number of days, at most 366'
        ) end,
        case when v_request ? 'filters' and jsonb_typeof(v_request -> 'filters') <> 'object'
            then analytics.request_problem('ZA110', '/filters', 'a filter is an object') end
    ));
    v_expires_at := now() + v_days::double precision * interval '1 day';
    return jsonb_build_object(
        'shareId', analytics.add_share(
            v_dashboard, v_request -> 'filters', v_expires_at, analytics.require_user()
        ),
        'vendorId', v_dashboard.vendor_id,
        'expiresAt', v_expires_at
    );
end;
$$;

comment on function analytics_api.share_dashboard(uuid, jsonb) is
'Make a link to a dashboard of the caller: {expiresInDays, filters}, the filters being conditions
that the reader cannot leave out. Returns {shareId, vendorId, expiresAt}, of which the service signs
the link. Raises ZA110, ZA111, ZA146, ZA202, ZA402.';
revoke all on function analytics_api.share_dashboard(uuid, jsonb) from public;
grant execute on function analytics_api.share_dashboard(uuid, jsonb) to analytics_api_user;
