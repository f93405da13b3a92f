create or replace function analytics_api.list_tracked_tables()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return analytics.describe_tracked_tables();
end;
$$;

comment on function analytics_api.list_tracked_tables() is
'Tables of the host whose changes become events: [{table, eventType, on, mapping, problem (such as a
column that was dropped; null), pendingCount, oldestPendingAt (captured, not yet stored), trackedBy,
trackedAt}]. For platform administrators: raises ZA403.';
revoke all on function analytics_api.list_tracked_tables() from public;
grant execute on function analytics_api.list_tracked_tables()
to analytics_api_user, analytics_owner;
