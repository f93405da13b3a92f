create or replace function analytics_api.get_recommendation(p_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select analytics.describe_recommendation(analytics.find_recommendation(p_id, 'read'))
$$;

comment on function analytics_api.get_recommendation(uuid) is
'A recommendation, with what was decided about it and what came of it. Raises ZA230 (no such
recommendation, or not yours).';
revoke all on function analytics_api.get_recommendation(uuid) from public;
grant execute on function analytics_api.get_recommendation(uuid) to analytics_api_user;
