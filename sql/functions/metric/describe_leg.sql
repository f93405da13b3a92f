create or replace function analytics.describe_leg(
    p_metric_name text,
    p_part integer,
    p_calc text,
    p_with_fields boolean
)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_build_object(
            'part', p_part,
            'metric', d.metric_name,
            'source', d.source,
            'isMoney', d.unit = 'money',
            'isAdditive', d.is_additive,
            'eventTypes', to_jsonb(d.event_types),
            'valueField', d.value_field,
            'conditionField', d.condition_field,
            'distinctField', d.distinct_field,
            'isShare', d.default_aggregation = 'rate',
            'dimensions', to_jsonb(d.dimensions),
            'calc', case
                when d.source = 'clients' and d.default_aggregation = 'rate' then 'returning'
                when d.source = 'clients' then 'distinct'
                when p_calc = 'rate' and d.default_aggregation = 'rate' then 'average'
                when p_calc in ('rate', 'sum')
                    then case when d.value_field is null then 'count' else 'sum' end
                else p_calc
            end,
            'fields', case when p_with_fields then (
                select jsonb_object_agg(f.field_name, to_jsonb(f)) from
                analytics.list_metric_fields(d.metric_name) as f
            ) end
        )
        from analytics.metric_definitions as d
        where d.metric_name = p_metric_name
    );
end;
$$;

comment on function analytics.describe_leg(text, integer, text, boolean) is
'One metric that is read from the stored data, as part of an item of a request: what it is made from
and how it is calculated. A ratio or difference has two such parts.';
revoke all on function analytics.describe_leg(text, integer, text, boolean) from public;
grant execute on function analytics.describe_leg(text, integer, text, boolean) to analytics_definer;
