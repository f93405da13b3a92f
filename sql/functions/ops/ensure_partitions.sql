create or replace function analytics_api.ensure_partitions(p_from timestamptz, p_to timestamptz)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return analytics.extend_event_window(p_from, p_to);
end;
$$;

comment on function analytics_api.ensure_partitions(timestamptz, timestamptz) is
'Make room for events from p_from to p_to inclusive, as an import of history needs it; returns how
many partitions it made. For platform administrators. Raises ZA107, ZA403.';
revoke all on function analytics_api.ensure_partitions(timestamptz, timestamptz) from public;
grant execute on function analytics_api.ensure_partitions(timestamptz, timestamptz)
to analytics_api_user;
