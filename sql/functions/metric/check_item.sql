create or replace function analytics.check_item(
    p_spec jsonb,
    p_pointer text,
    p_definition analytics.metric_definitions,
    p_aggregation jsonb
)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_allowed text[] := analytics.allowed_aggregations(
        p_definition.source, p_definition.default_aggregation, p_definition.value_field is not null
    );
    v_bases text[] := case p_definition.source
        when 'bookings' then '{booked,wedding}' else array[p_definition.date_basis]
    end;
    v_field text := analytics.snake_case(p_spec ->> 'field');
    v_fields text[];
begin
    if p_aggregation ->> 'calc' <> all(v_allowed) then
        return analytics.request_problem('ZA115', p_pointer, format(
            '%s of %s is not defined; allowed: %s', p_aggregation ->> 'name',
            p_definition.metric_name,
            replace(array_to_string(v_allowed, ', '), 'percentile', 'p1 to p99.9')
        ), to_jsonb(array_replace(v_allowed, 'percentile', 'p90')));
    elsif p_spec ? 'dateBasis' and coalesce(p_spec ->> 'dateBasis', '') <> all(v_bases) then
        return analytics.request_problem('ZA124', p_pointer || '/dateBasis', format(
            '%s has no date basis %s; it has %s', p_definition.metric_name,
            p_spec -> 'dateBasis', array_to_string(v_bases, ', ')
        ), to_jsonb(v_bases));
    elsif p_spec ? 'field' and p_aggregation ->> 'calc' <> 'distinct' then
        return analytics.request_problem(
            'ZA116', p_pointer || '/field', 'only distinct has a field'
        );
    elsif p_aggregation ->> 'calc' = 'distinct' and p_definition.source <> 'clients' then
        v_fields := array(
            select f.field_name from analytics.list_metric_fields(p_definition.metric_name) as f
            order by f.field_name
        );
        if coalesce(v_field, '') <> all(v_fields) then
            return analytics.request_problem('ZA116', p_pointer || '/field', format(
                'distinct needs a field of %s', p_definition.metric_name
            ), analytics.nearest_names(coalesce(v_field, 'client_id'), v_fields));
        end if;
    end if;
    return null;
end;
$$;

comment on function analytics.check_item(jsonb, text, analytics.metric_definitions, jsonb) is
'Problem of a metric with its aggregation: undefined (ZA115), without such a date basis (ZA124), or
distinct without a field (ZA116); null where there is none.';
revoke all on function analytics.check_item(jsonb, text, analytics.metric_definitions, jsonb)
from public;
grant execute on function analytics.check_item(jsonb, text, analytics.metric_definitions, jsonb)
to analytics_definer;
