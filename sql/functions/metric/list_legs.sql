create or replace function analytics.list_legs(
    p_metric_name text,
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
        select case
            when d.numerator_metric is null then jsonb_build_array(
                analytics.describe_leg(d.metric_name, 1, p_calc, p_with_fields)
            )
            else jsonb_build_array(
                analytics.describe_leg(
                    d.numerator_metric, 1, n.default_aggregation, p_with_fields
                ),
                analytics.describe_leg(
                    d.denominator_metric, 2, m.default_aggregation, p_with_fields
                )
            )
        end
        from analytics.metric_definitions as d
        left join analytics.metric_definitions as n on n.metric_name = d.numerator_metric
        left join analytics.metric_definitions as m on m.metric_name = d.denominator_metric
        where d.metric_name = p_metric_name
    );
end;
$$;

comment on function analytics.list_legs(text, text, boolean) is
'The one or two metrics that have to be read for a metric.';
revoke all on function analytics.list_legs(text, text, boolean) from public;
grant execute on function analytics.list_legs(text, text, boolean) to analytics_definer;
