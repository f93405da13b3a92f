create or replace function analytics.describe_item(
    p_spec jsonb,
    p_pointer text,
    p_aggregation jsonb,
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
            'pointer', p_pointer,
            'metric', d.metric_name,
            'as', p_spec -> 'as',
            'aggregation', p_aggregation -> 'name',
            'fraction', p_aggregation -> 'fraction',
            'calc', coalesce(l.legs #>> '{0,calc}', ''),
            'operation', case when d.source in ('ratio', 'difference') then d.source end,
            'isPerDay', r.is_per_day,
            'unit', case
                when p_aggregation ->> 'name' in ('count', 'distinct') then 'count' else d.unit
            end || case when r.is_per_day then '/day' else '' end,
            'isPercent', d.unit = 'percent',
            'dateBasis', coalesce(p_spec ->> 'dateBasis', d.date_basis),
            'isPerCurrency', (l.legs @> '[{"isMoney": true}]')
                and p_aggregation ->> 'name' not in ('count', 'distinct'),
            'distinctField', analytics.snake_case(p_spec ->> 'field'),
            'legs', l.legs
        )
        from analytics.metric_definitions as d
        cross join lateral (
            select
                analytics.list_legs(d.metric_name, p_aggregation ->> 'calc', p_with_fields) as legs
            offset 0
        ) as l
        cross join lateral (
            select p_aggregation ->> 'name' = 'rate'
                and d.source <> 'ratio' and d.default_aggregation <> 'rate' as is_per_day
        ) as r
        where d.metric_name = p_spec ->> 'metric'
    );
end;
$$;

comment on function analytics.describe_item(jsonb, text, jsonb, boolean) is
'A metric with its aggregation, as a request asks for it, with all that is needed to calculate it.';
revoke all on function analytics.describe_item(jsonb, text, jsonb, boolean) from public;
grant execute on function analytics.describe_item(jsonb, text, jsonb, boolean) to analytics_definer;
