create or replace function analytics_api.list_dashboards(p_vendor_id jsonb default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    -- First of all: whether the vendor is the caller's does not hang on there being a dashboard.
    v_vendors jsonb := analytics.resolve_vendors(coalesce(p_vendor_id, '"all"'));
begin
    return (
        with dashboard as (
            select d::public.analytics_dashboards as item, d.is_default, d.dashboard_name,
                d.user_id = u.id as is_mine, d.id
            from (select analytics.current_user_id() as id) as u
            inner join public.analytics_dashboards as d on d.vendor_id in (
                select (v ->> 'vendorId')::uuid
                from jsonb_array_elements(v_vendors) as v
            )
            where d.user_id = u.id or d.shared_with && array['*', u.id::text]
                or analytics.is_platform_admin()
        )
        select jsonb_build_object('dashboards', coalesce(jsonb_agg(
            analytics.describe_dashboard(d.item) - 'dashboardConfig'
            order by d.is_mine desc, d.is_default desc, d.dashboard_name, d.id
        ), '[]'))
        from dashboard as d
    );
end;
$$;

comment on function analytics_api.list_dashboards(jsonb) is
'{"dashboards"}: those of the caller, its default first, and those shared with it, without their
configuration. Raises ZA110, ZA201 (no such vendor, or not yours).';
revoke all on function analytics_api.list_dashboards(jsonb) from public;
grant execute on function analytics_api.list_dashboards(jsonb) to analytics_api_user;
