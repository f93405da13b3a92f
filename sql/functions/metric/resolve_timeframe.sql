create or replace function analytics.resolve_timeframe(p_value jsonb)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_ranges text[] := array(
        select r.range_name from analytics.named_ranges('2000-01-01', 1) as r
    );
    v_range jsonb := case jsonb_typeof(p_value)
        when 'string' then p_value
        when 'object' then p_value -> 'range'
    end;
begin
    if p_value is null then
        return jsonb_build_object('range', 'last_30_days');
    elsif jsonb_typeof(v_range) = 'string'
        and p_value in (v_range, jsonb_build_object('range', v_range)) then
        if v_range #>> '{}' = any(v_ranges) then
            return jsonb_build_object('range', v_range);
        end if;
        return analytics.request_problem(
            'ZA113', '/timeframe', format('there is no range %s', v_range),
            analytics.nearest_names(v_range #>> '{}', v_ranges)
        );
    elsif jsonb_typeof(p_value) = 'object' and v_range is null then
        return coalesce(
            analytics.check_members(p_value, '{from,to,range}', '/timeframe'),
            analytics.resolve_bounds(p_value, '/timeframe')
        );
    end if;
    return analytics.request_problem(
        'ZA113', '/timeframe', 'the timeframe is a named range, {"range"} or {"from", "to"}'
    );
end;
$$;

comment on function analytics.resolve_timeframe(jsonb) is
'{"range"} or {"from", "to"} of the timeframe of a request, last_30_days where it has none; or its
problems (ZA113).';
revoke all on function analytics.resolve_timeframe(jsonb) from public;
grant execute on function analytics.resolve_timeframe(jsonb) to analytics_definer;
