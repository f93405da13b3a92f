create or replace function analytics.describe_dashboard(p_dashboard public.analytics_dashboards)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'id', p_dashboard.id,
        'vendorId', p_dashboard.vendor_id,
        'userId', p_dashboard.user_id,
        'dashboardName', p_dashboard.dashboard_name,
        'dashboardConfig', p_dashboard.dashboard_config,
        'isDefault', p_dashboard.is_default,
        'isMine', p_dashboard.user_id is not distinct from analytics.current_user_id(),
        'sharedWith', to_jsonb(coalesce(p_dashboard.shared_with, '{}')),
        'version', p_dashboard.version,
        'createdAt', p_dashboard.created_at,
        'updatedAt', p_dashboard.updated_at
    )
$$;

comment on function analytics.describe_dashboard(public.analytics_dashboards) is
'A dashboard as the interface shows it.';
revoke all on function analytics.describe_dashboard(public.analytics_dashboards) from public;
grant execute on function analytics.describe_dashboard(public.analytics_dashboards)
to analytics_definer;
