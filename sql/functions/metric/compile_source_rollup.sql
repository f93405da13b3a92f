create or replace function analytics.compile_source_rollup(p_plan jsonb, p_item jsonb, p_leg jsonb)
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
                'inner join analytics.current_aggregates as a on a.vendor_id = v.vendor_id'
                ' and a.bucket >= v.from_at and a.bucket < v.to_at and %s'
                ' and a.metric_name = %L and a.dimension = %L',
                analytics.compile_vendor_condition('a.vendor_id', p_plan -> 'vendors'),
                p_leg ->> 'metric', coalesce(f.field_name, '')
            ),
            'local', '(a.bucket at time zone v.time_zone)',
            'n', 'a."count"', 'x', 'a."sum"', 'xx', 'a.sum_of_squares',
            'mn', 'a."min"', 'mx', 'a."max"'
        )
        from (
            select case when p_leg ->> 'from' = 'daily' then (analytics.list_leg_fields(
                p_plan || jsonb_build_object('isPerCurrency', p_item -> 'isPerCurrency'), p_leg
            ))[1] end as field_name
        ) as f
    );
end;
$$;

comment on function analytics.compile_source_rollup(jsonb, jsonb, jsonb) is
'Parts of the SQL of a leg that is read from the rollups, folded or not: hourly totals, or the daily
breakdown by the one field that is asked for.';
revoke all on function analytics.compile_source_rollup(jsonb, jsonb, jsonb) from public;
grant execute on function analytics.compile_source_rollup(jsonb, jsonb, jsonb) to analytics_definer;
