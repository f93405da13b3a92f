create or replace function analytics_api.answer_shared_dashboard(
    p_share_id uuid,
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
    from analytics.find_shared_dashboard(p_share_id) as f
    cross join lateral analytics.answer_dashboard_tiles(
        'shared/' || p_share_id, f.dashboard, p_overrides, f.filters, p_known, p_in_turn
    ) as t
$$;

comment on function analytics_api.answer_shared_dashboard(uuid, jsonb, text[], boolean) is
'What get_shared_dashboard answers, for a caller that keeps answers; see answer_metrics. Raises what
get_shared_dashboard raises.';
revoke all on function analytics_api.answer_shared_dashboard(uuid, jsonb, text[], boolean)
from public;
grant execute on function analytics_api.answer_shared_dashboard(uuid, jsonb, text[], boolean)
to analytics_api_user;
