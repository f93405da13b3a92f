create or replace function analytics_api.get_catalog()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select jsonb_build_object(
        'metrics', analytics.describe_metrics(),
        'events', (
            select jsonb_agg(
                jsonb_build_object(
                    'type', t.event_type,
                    'version', t.schema_version,
                    'kind', t.kind,
                    'priority', t.priority,
                    'description', t.description,
                    'schema', t.data_schema,
                    'example', t.example
                ) order by t.event_type, t.schema_version
            )
            from analytics.event_types as t
        ),
        'ranges', array(
            select r.range_name
            from analytics.named_ranges('2000-01-01', 1) with ordinality as r
            order by r.ordinality
        ),
        'grains', '["hour", "day", "week", "month", "quarter", "year"]'::jsonb,
        'groups', '["weekday", "monthOfYear", "vendor", "currency", "eventType"]'::jsonb,
        'comparisons',
        '["previous_period", "previous_year", "same_weekday_last_year"]'::jsonb,
        'sources', '["auto", "raw"]'::jsonb,
        'operators', (
            select jsonb_agg(
                jsonb_build_object(
                    'op', o.op,
                    'values', o.value_shape,
                    'types', to_jsonb(o.field_types),
                    'description', o.description
                ) order by o.ordinality
            )
            from analytics.list_operators() with ordinality as o
        ),
        'limits', jsonb_build_object(
            'rows', 50000, 'values', 100, 'groups', 4, 'vendors', 10000, 'top', 999,
            'filterDepth', 10, 'filterList', 1000
        )
    )
$$;

comment on function analytics_api.get_catalog() is
'All that can be asked of analytics_api.calculate_metrics: metrics with their units, aggregations
and fields, types of events with their schemas, named ranges, grains, groups, comparisons, operators
and limits. Fields are in camelCase, as they stand in requests; snake_case is accepted too.';
revoke all on function analytics_api.get_catalog() from public;
grant execute on function analytics_api.get_catalog() to analytics_api_user, analytics_reader;
