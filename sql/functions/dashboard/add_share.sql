create or replace function analytics.add_share(
    p_dashboard public.analytics_dashboards,
    p_filters jsonb,
    p_expires_at timestamptz,
    p_user_id uuid
)
returns uuid
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.dashboard_shares as s (
        vendor_id, dashboard_id, filters, expires_at, created_by
    )
    values (p_dashboard.vendor_id, p_dashboard.id, p_filters, p_expires_at, p_user_id)
    returning s.id
$$;

comment on function analytics.add_share(public.analytics_dashboards, jsonb, timestamptz, uuid) is
'Note a link to a dashboard and return its id. Whoever calls it has checked the caller.';
revoke all on function analytics.add_share(public.analytics_dashboards, jsonb, timestamptz, uuid)
from public;
grant execute on function analytics.add_share(public.analytics_dashboards, jsonb, timestamptz, uuid)
to analytics_definer;
