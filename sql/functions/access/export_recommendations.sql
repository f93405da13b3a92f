create or replace function analytics.export_recommendations(
    p_vendor_id uuid,
    p_after jsonb,
    p_limit integer
)
returns table (line jsonb, key jsonb)
language sql
stable
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    select
        analytics.describe_recommendation(r) || '{"record": "recommendation"}',
        jsonb_build_array(r.id)
    from analytics.recommendations as r
    where r.vendor_id = p_vendor_id
        and r.id > coalesce((p_after ->> 0)::uuid, '00000000-0000-0000-0000-000000000000')
    order by r.id
    limit p_limit
$$;

comment on function analytics.export_recommendations(uuid, jsonb, integer) is
'What was recommended to a vendor, after a key, with what was decided and what came of it.';
revoke all on function analytics.export_recommendations(uuid, jsonb, integer) from public;
grant execute on function analytics.export_recommendations(uuid, jsonb, integer)
to analytics_definer;
