create or replace function analytics.count_metric_units(p_plan jsonb)
returns integer
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return coalesce(
        (
            select (p_plan ->> 'cells')::bigint / c.cells_per_unit
            from analytics.route_costs as c
            where c.route = '/api/analytics/metrics'
        ),
        0
    );
end;
$$;

comment on function analytics.count_metric_units(jsonb) is
'Units that it costs to calculate a plan of plan_metrics, beside those of the request itself.';
revoke all on function analytics.count_metric_units(jsonb) from public;
grant execute on function analytics.count_metric_units(jsonb) to analytics_definer;
