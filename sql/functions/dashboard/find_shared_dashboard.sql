create or replace function analytics.find_shared_dashboard(p_share_id uuid)
returns table (dashboard public.analytics_dashboards, filters jsonb)
language plpgsql
stable
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query
    select d, s.filters
    from analytics.dashboard_shares as s
    inner join public.analytics_dashboards as d
        on d.vendor_id = s.vendor_id and d.id = s.dashboard_id
    where s.vendor_id = any(analytics.current_vendor_ids()) and s.id = p_share_id
        and s.revoked_at is null and s.expires_at > now();
    if not found then
        raise exception using
            errcode = 'ZA203',
            message = 'there is no such link, or it has expired',
            hint = 'ask whoever sent it for another';
    end if;
end;
$$;

comment on function analytics.find_shared_dashboard(uuid) is
'The dashboard that a link shows, and the filters of the link. Raises ZA203 for a link that is not
of the caller''s vendor, has expired or was revoked.';
revoke all on function analytics.find_shared_dashboard(uuid) from public;
grant execute on function analytics.find_shared_dashboard(uuid) to analytics_definer;
