create or replace function analytics.resolve_metric(
    p_spec jsonb,
    p_pointer text,
    p_with_fields boolean
)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_definition analytics.metric_definitions;
    v_aggregation jsonb;
    v_problems jsonb;
begin
    if p_spec is null or jsonb_typeof(p_spec -> 'metric') is distinct from 'string'
        or exists (
            select from jsonb_each(p_spec) as m
            where m.key in ('as', 'field', 'dateBasis') and jsonb_typeof(m.value) <> 'string'
        ) then
        return analytics.request_problem(
            'ZA110', p_pointer,
            'a metric is a name or {"metric", "aggregation", "field", "dateBasis", "as"}'
        );
    end if;
    v_problems := analytics.check_members(
        p_spec, '{metric,aggregation,field,dateBasis,as}', p_pointer
    );
    if v_problems is not null then
        return v_problems;
    end if;
    select d.* into v_definition
    from analytics.metric_definitions as d
    where d.metric_name = p_spec ->> 'metric';
    if v_definition.metric_name is null then
        return analytics.request_problem(
            'ZA112', p_pointer, format('there is no metric %s', p_spec -> 'metric'),
            analytics.nearest_names(p_spec ->> 'metric', array(
                select d.metric_name::text from analytics.metric_definitions as d
            ))
        );
    end if;
    v_aggregation := analytics.resolve_aggregation(
        coalesce(p_spec -> 'aggregation', to_jsonb(v_definition.default_aggregation)), p_pointer
    );
    if v_aggregation ? 'problem' then
        return v_aggregation;
    end if;
    return coalesce(
        analytics.check_item(p_spec, p_pointer, v_definition, v_aggregation),
        analytics.describe_item(p_spec, p_pointer, v_aggregation, p_with_fields)
    );
end;
$$;

comment on function analytics.resolve_metric(jsonb, text, boolean) is
'Item for a metric of a request with its aggregation, or its problems (ZA110 to ZA112, ZA114 to
ZA116, ZA124).';
revoke all on function analytics.resolve_metric(jsonb, text, boolean) from public;
grant execute on function analytics.resolve_metric(jsonb, text, boolean) to analytics_definer;
