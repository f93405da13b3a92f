create or replace function analytics_api.list_hook_sources()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform analytics.require_scope('admin');
    return (
        select coalesce(jsonb_agg(
            jsonb_build_object(
                'source', s.source_name, 'vendorId', s.vendor_id, 'map', s.map_name,
                'scheme', s.scheme, 'header', s.signature_header,
                'path', '/api/analytics/hooks/' || s.source_name, 'createdAt', s.created_at,
                'lastReceivedAt', d.last_received_at, 'deliveries', d.delivery_count,
                'failed', d.failed_count, 'refused', r.refused_count
            )
            order by s.source_name
        ), '[]')
        from analytics.hook_sources as s
        cross join lateral (
            select
                max(d.received_at) as last_received_at,
                count(*) as delivery_count,
                count(*) filter (where d.is_failed) as failed_count
            from analytics.hook_deliveries as d
            where d.vendor_id = s.vendor_id and d.source_name = s.source_name
        ) as d
        cross join lateral (
            select coalesce(sum(r.refused_count), 0) as refused_count
            from analytics.hook_refusals as r
            where r.source_name = s.source_name
        ) as r
    );
end;
$$;

comment on function analytics_api.list_hook_sources() is
'The sources of webhooks of the caller''s vendors: how they sign, and how many deliveries came,
could not be mapped (failed) and had a bad signature (refused); never a secret. Raises ZA407.';
revoke all on function analytics_api.list_hook_sources() from public;
grant execute on function analytics_api.list_hook_sources() to analytics_api_user;
