create or replace function analytics_api.answer_dashboard_data(
    p_dashboard_id uuid,
    p_overrides jsonb default '{}',
    p_known text[] default '{}',
    p_in_turn boolean default false
)
returns table (etag text, format text, body text, tail text, rule jsonb)
language sql
stable
security definer
set search_path = ''
as $$
    select t.*
    from analytics.answer_dashboard_tiles(
        'dashboards/' || p_dashboard_id, analytics.find_dashboard(p_dashboard_id, false),
        p_overrides, null, p_known, p_in_turn
    ) as t
$$;

comment on function analytics_api.answer_dashboard_data(uuid, jsonb, text[], boolean) is
'What get_dashboard_data answers, for a caller that keeps answers; see answer_metrics. Raises what
get_dashboard_data raises.';
revoke all on function analytics_api.answer_dashboard_data(uuid, jsonb, text[], boolean)
from public;
grant execute on function analytics_api.answer_dashboard_data(uuid, jsonb, text[], boolean)
to analytics_api_user;
