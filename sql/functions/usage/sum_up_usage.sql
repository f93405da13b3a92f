create or replace function analytics.sum_up_usage(
    p_vendor_id uuid,
    p_from timestamptz,
    p_to timestamptz,
    p_group_by text
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    with usage as (
        select
            u.*,
            case p_group_by
                when 'route' then u.method || ' ' || u.route
                when 'day' then to_char(u.requested_at at time zone 'UTC', 'YYYY-MM-DD')
                when 'caller' then u.caller_kind || coalesce(':' || u.caller_id, '')
                else u.status::text
            end as key
        from public.analytics_api_usage as u
        where u.requested_at >= p_from and u.requested_at < p_to
            and (p_vendor_id is null or u.vendor_id = p_vendor_id)
    ),

    sums as (
        select
            u.key,
            count(*) as request_count,
            count(*) filter (where u.status >= 400) as error_count,
            count(*) filter (where u.status >= 500) as failure_count,
            count(*) filter (where u.status = 429) as refused_count,
            percentile_cont(array[0.5, 0.95, 0.99]) within group (order by u.duration_ms) as ms,
            sum(u.database_ms) as database_ms,
            sum(u.row_count) as row_count,
            sum(u.byte_count) as byte_count,
            count(u.cache_status) as cacheable_count,
            count(*) filter (where u.cache_status = 'hit') as hit_count
        from usage as u
        group by u.key
    )

    select coalesce(jsonb_agg(jsonb_build_object(
        'key', s.key,
        'requests', s.request_count,
        'errors', s.error_count,
        'failures', s.failure_count,
        'refused', s.refused_count,
        'p50Ms', round(s.ms[1]::numeric, 2),
        'p95Ms', round(s.ms[2]::numeric, 2),
        'p99Ms', round(s.ms[3]::numeric, 2),
        'databaseMs', round(s.database_ms::numeric, 1),
        'rows', coalesce(s.row_count, 0),
        'bytes', coalesce(s.byte_count, 0),
        'cacheHitShare', round(s.hit_count::numeric / nullif(s.cacheable_count, 0), 4)
    ) order by case p_group_by when 'day' then 0 else s.request_count end desc, s.key), '[]')
    from sums as s
$$;

comment on function analytics.sum_up_usage(uuid, timestamptz, timestamptz, text) is
'Requests of a vendor, or of all for null, from p_from until before p_to: numbers, percentiles and
sums per route, day (UTC), caller or status; the most frequent first, days in their order.';
revoke all on function
analytics.sum_up_usage(uuid, timestamptz, timestamptz, text) from public;
grant execute on function
analytics.sum_up_usage(uuid, timestamptz, timestamptz, text) to analytics_definer;
