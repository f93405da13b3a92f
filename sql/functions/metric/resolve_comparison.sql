create or replace function analytics.resolve_comparison(p_value jsonb, p_timeframe jsonb)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    c_kinds constant text[] := array['previous_period', 'previous_year', 'same_weekday_last_year'];
begin
    if p_value is null then
        return null;
    elsif jsonb_typeof(p_value) = 'object' then
        return coalesce(
            analytics.check_members(p_value, '{from,to}', '/compareWith'),
            analytics.resolve_bounds(p_value, '/compareWith') || '{"kind": "custom"}'
        );
    elsif jsonb_typeof(p_value) <> 'string' or p_value #>> '{}' <> all(c_kinds) then
        return analytics.request_problem(
            'ZA121', '/compareWith',
            format('%s is nothing to compare with; %s or {"from", "to"} are', p_value,
                array_to_string(c_kinds, ', ')),
            analytics.nearest_names(p_value #>> '{}', c_kinds)
        );
    elsif p_timeframe ->> 'range' = 'all_time' then
        return analytics.request_problem(
            'ZA121', '/compareWith', 'before all time there is nothing to compare with'
        );
    end if;
    return jsonb_build_object('kind', p_value);
end;
$$;

comment on function analytics.resolve_comparison(jsonb, jsonb) is
'{"kind"} of what a request compares with, for custom with {"from", "to"}; null where it does not;
or its problems (ZA121, ZA113).';
revoke all on function analytics.resolve_comparison(jsonb, jsonb) from public;
grant execute on function analytics.resolve_comparison(jsonb, jsonb) to analytics_definer;
