create or replace function analytics.remove_dashboard(
    p_vendor_id uuid,
    p_dashboard_id uuid,
    p_version integer
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_version integer;
begin
    delete from public.analytics_dashboards as d
    where d.vendor_id = p_vendor_id and d.id = p_dashboard_id and d.version = p_version
    returning d.version into v_version;
    perform analytics.check_version(p_version, v_version);
end;
$$;

comment on function analytics.remove_dashboard(uuid, uuid, integer) is
'Delete a dashboard whose version this is. Raises ZA304 (changed meanwhile). Whoever calls it has
checked the caller.';
revoke all on function analytics.remove_dashboard(uuid, uuid, integer) from public;
grant execute on function analytics.remove_dashboard(uuid, uuid, integer) to analytics_definer;
