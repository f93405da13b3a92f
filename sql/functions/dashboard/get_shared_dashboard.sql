create or replace function analytics_api.get_shared_dashboard(
    p_share_id uuid,
    p_overrides jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_share record;
begin
    select f.dashboard, f.filters into v_share
    from analytics.find_shared_dashboard(p_share_id) as f;
    return analytics.answer_dashboard(v_share.dashboard, p_overrides, v_share.filters);
end;
$$;

comment on function analytics_api.get_shared_dashboard(uuid, jsonb) is
'All tiles of a dashboard for whoever has a link to it that is signed for its vendor, has not
expired and is not revoked; the filters of the link hold whatever p_overrides say. Raises ZA111,
ZA113, ZA203.';
revoke all on function analytics_api.get_shared_dashboard(uuid, jsonb) from public;
grant execute on function analytics_api.get_shared_dashboard(uuid, jsonb) to analytics_api_user;
