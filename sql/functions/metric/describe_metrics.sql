create or replace function analytics.describe_metrics()
returns jsonb
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_agg(
        jsonb_build_object(
            'name', d.metric_name,
            'title', d.title,
            'description', d.description,
            'unit', d.unit,
            'source', d.source,
            'dateBasis', d.date_basis,
            'dateBases', case d.source
                when 'bookings' then '["booked", "wedding"]'::jsonb
                else jsonb_build_array(d.date_basis)
            end,
            'defaultAggregation', d.default_aggregation,
            'aggregations', to_jsonb(analytics.allowed_aggregations(
                d.source, d.default_aggregation, d.value_field is not null
            )),
            'isAdditive', d.is_additive,
            'eventTypes', coalesce(to_jsonb(d.event_types), '[]'),
            'numerator', d.numerator_metric,
            'denominator', d.denominator_metric,
            'dimensions', array(select analytics.json_key(u) from unnest(d.dimensions) as u),
            'fields', (
                select coalesce(jsonb_agg(
                    jsonb_build_object(
                        'name', analytics.json_key(f.field_name),
                        'type', f.field_type,
                        'origin', f.origin,
                        'isRolledUp', f.field_name = any(d.dimensions)
                    ) order by f.field_name
                ), '[]')
                from analytics.list_metric_fields(d.metric_name) as f
            )
        ) order by d.metric_name
    )
    from analytics.metric_definitions as d
$$;

comment on function analytics.describe_metrics() is
'The metrics of the catalogue, with what each can be asked for.';
revoke all on function analytics.describe_metrics() from public;
grant execute on function analytics.describe_metrics() to analytics_definer;
