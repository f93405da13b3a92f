create or replace function analytics_api.clear_cache()
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return analytics.forget_answers();
end;
$$;

comment on function analytics_api.clear_cache() is
'Let no answer that is kept anywhere be right any more; returns how many the database had calculated
ahead. Raises ZA403.';
revoke all on function analytics_api.clear_cache() from public;
grant execute on function analytics_api.clear_cache() to analytics_api_user;
