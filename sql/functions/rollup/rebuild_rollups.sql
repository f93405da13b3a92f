create or replace function analytics_api.rebuild_rollups(p_vendor_id uuid)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return analytics.rebuild_vendor(p_vendor_id);
end;
$$;

comment on function analytics_api.rebuild_rollups(uuid) is
'Recount the rollups, metrics and booking facts of a vendor from its events; returns the numbers.
For platform administrators. Raises ZA201, ZA403.';
revoke all on function analytics_api.rebuild_rollups(uuid) from public;
grant execute on function analytics_api.rebuild_rollups(uuid) to analytics_api_user;
