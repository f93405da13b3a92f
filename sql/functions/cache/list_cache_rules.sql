create or replace function analytics_api.list_cache_rules()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return (
        select coalesce(jsonb_agg(
            jsonb_build_object(
                'pattern', r.pattern,
                'ttl', extract(epoch from r.ttl)::integer,
                'invalidation', r.invalidation,
                'isEnabled', r.is_enabled,
                'isWarmed', r.is_warmed,
                'isCompressed', r.is_compressed,
                'note', r.note
            )
            order by r.pattern
        ), '[]')
        from analytics.cache_rules as r
    );
end;
$$;

comment on function analytics_api.list_cache_rules() is
'The rules by which answers are cached; ttl in seconds. Raises ZA403.';
revoke all on function analytics_api.list_cache_rules() from public;
grant execute on function analytics_api.list_cache_rules() to analytics_api_user;
