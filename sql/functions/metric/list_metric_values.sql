create or replace function analytics.list_metric_values(p_vendor_id uuid, p_updates jsonb)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select coalesce(
        jsonb_object_agg(n.name, analytics.current_metric_value(p_vendor_id, n.name, 'infinity')),
        '{}'
    )
    from (
        select distinct u ->> 'metric' as name
        from jsonb_array_elements(p_updates) as u
        where u ->> 'metric' ~ '^[a-z][a-z0-9_]{0,99}$'
    ) as n
$$;

comment on function analytics.list_metric_values(uuid, jsonb) is
'What the metrics named in updates stand at now, by name.';
revoke all on function analytics.list_metric_values(uuid, jsonb) from public;
grant execute on function analytics.list_metric_values(uuid, jsonb) to analytics_definer;
