create or replace function analytics.mark_share_revoked(
    p_vendor_id uuid,
    p_dashboard_id uuid,
    p_share_id uuid
)
returns uuid
language sql
volatile
security definer
set search_path = ''
as $$
    update analytics.dashboard_shares as s
    set revoked_at = coalesce(s.revoked_at, now())
    where s.vendor_id = p_vendor_id and s.dashboard_id = p_dashboard_id and s.id = p_share_id
    returning s.id
$$;

comment on function analytics.mark_share_revoked(uuid, uuid, uuid) is
'End a link to a dashboard; returns its id, or null where there is none. Whoever calls it has
checked the caller.';
revoke all on function analytics.mark_share_revoked(uuid, uuid, uuid) from public;
grant execute on function analytics.mark_share_revoked(uuid, uuid, uuid) to analytics_definer;
