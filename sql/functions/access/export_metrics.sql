create or replace function analytics.export_metrics(
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
        jsonb_build_object(
            'record', 'metric', 'vendorId', m.vendor_id, 'metric', m.metric_name,
            'aggregation', m.metric_type, 'level', m.aggregation_level,
            'period', m.time_period, 'dimension', m.dimension,
            'dimensionValue', m.dimension_value, 'currency', m.currency,
            'value', m.metric_value, 'dataPoints', m.data_points
        ),
        jsonb_build_array(
            m.metric_name, m.aggregation_level, m.time_period, m.dimension, m.dimension_value,
            m.currency
        )
    from public.analytics_metrics as m
    where m.vendor_id = p_vendor_id
        and (
            m.metric_name, m.aggregation_level, m.time_period, m.dimension, m.dimension_value,
            m.currency
        ) > (
            coalesce(p_after ->> 0, ''), coalesce(p_after ->> 1, ''),
            coalesce((p_after ->> 2)::timestamptz, '-infinity'), coalesce(p_after ->> 3, ''),
            coalesce(p_after ->> 4, ''), coalesce(p_after ->> 5, '')
        )
    order by
        m.metric_name, m.aggregation_level, m.time_period, m.dimension, m.dimension_value,
        m.currency
    limit p_limit
$$;

comment on function analytics.export_metrics(uuid, jsonb, integer) is
'Metrics of a vendor by hour, day, week and month after a key, as the fold wrote them last.';
revoke all on function analytics.export_metrics(uuid, jsonb, integer) from public;
grant execute on function analytics.export_metrics(uuid, jsonb, integer) to analytics_definer;
