create or replace function analytics_api.remove_hook_source(p_source_name text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.find_hook_vendor(p_source_name);
    perform analytics.drop_hook_source(p_source_name);
end;
$$;

comment on function analytics_api.remove_hook_source(text) is
'Remove a source of webhooks with its secrets and the memory of its deliveries; its events stay. For
owners of the vendor and administrators. Raises ZA220, ZA403.';
revoke all on function analytics_api.remove_hook_source(text) from public;
grant execute on function analytics_api.remove_hook_source(text) to analytics_api_user;
