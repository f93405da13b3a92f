create or replace function analytics_api.get_dashboard(p_dashboard_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select analytics.describe_dashboard(analytics.find_dashboard(p_dashboard_id, false))
$$;

comment on function analytics_api.get_dashboard(uuid) is
'A dashboard of the caller, or one that is shared with it. Raises ZA202.';
revoke all on function analytics_api.get_dashboard(uuid) from public;
grant execute on function analytics_api.get_dashboard(uuid) to analytics_api_user;
