create or replace function analytics.compile_source_view(p_plan jsonb, p_leg jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_build_object(
            'relation', format(
                'inner join analytics.vendor_daily_metrics as a on a.vendor_id = v.vendor_id'
                ' and a.metric_date >= v.from_local::date and a.metric_date < v.to_local::date'
                ' and %s and a.metric_name = %L',
                analytics.compile_vendor_condition('a.vendor_id', p_plan -> 'vendors'),
                p_leg ->> 'metric'
            ),
            'local', 'a.metric_date::timestamp',
            'n', 'a.data_points', 'x', 'a.daily_value'
        )
    );
end;
$$;

comment on function analytics.compile_source_view(jsonb, jsonb) is
'Parts of the SQL of a leg that is read from the materialized view of daily metrics.';
revoke all on function analytics.compile_source_view(jsonb, jsonb) from public;
grant execute on function analytics.compile_source_view(jsonb, jsonb) to analytics_definer;
