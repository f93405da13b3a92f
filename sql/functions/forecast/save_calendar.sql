create or replace function analytics_api.save_calendar(p_calendar jsonb)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    perform analytics.check_calendar(p_calendar);
    return analytics.store_calendar(p_calendar);
end;
$$;

comment on function analytics_api.save_calendar(jsonb) is
'Keep public holidays {countryCode, subdivisionCode, days: [{date, name}]}, of whole years, and the
places (regions of vendors, time zones) that have them; returns how many days. For platform
administrators. Raises ZA190 (no calendar), ZA403.';
revoke all on function analytics_api.save_calendar(jsonb) from public;
grant execute on function analytics_api.save_calendar(jsonb) to analytics_api_user;
