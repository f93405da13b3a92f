create or replace function analytics_api.bind_login(p_login_name text, p_vendor_ids uuid[])
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    perform analytics.store_login(p_login_name, p_vendor_ids);
end;
$$;

comment on function analytics_api.bind_login(text, uuid[]) is
'Say whose data a role that logs in by itself sees and sends: a BI tool, a member of
analytics_reader, or a producer, one of analytics_ingest. From then on the claims that its sessions
set count for nothing. Replaces what was said before; no vendors end it. For platform
administrators. Raises ZA148 (no such login), ZA403.';
revoke all on function analytics_api.bind_login(text, uuid[]) from public;
grant execute on function analytics_api.bind_login(text, uuid[]) to analytics_api_user;
