create or replace function analytics_api.get_dashboard_data(
    p_dashboard_id uuid,
    p_overrides jsonb default '{}'
)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select analytics.answer_dashboard(
        analytics.find_dashboard(p_dashboard_id, false), p_overrides
    )
$$;

comment on function analytics_api.get_dashboard_data(uuid, jsonb) is
'All tiles of a dashboard with one as-of. p_overrides may hold {timeframe, compareWith, filters},
which stand for those of the tiles; filters are added to theirs. Raises ZA111, ZA113, ZA202.';
revoke all on function analytics_api.get_dashboard_data(uuid, jsonb) from public;
grant execute on function analytics_api.get_dashboard_data(uuid, jsonb) to analytics_api_user;
