create or replace function analytics.resolve_group(p_name jsonb, p_pointer text, p_legs jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_grains constant text[] := array['hour', 'day', 'week', 'month', 'quarter', 'year'];
    c_calendar constant text[] := array['weekday', 'month_of_year'];
    v_name text := analytics.snake_case(p_name #>> '{}');
begin
    if jsonb_typeof(p_name) <> 'string' then
        return analytics.request_problem('ZA110', p_pointer, 'a group is named by a string');
    elsif v_name = any(c_grains) then
        return jsonb_build_object('kind', 'grain', 'name', v_name);
    elsif v_name = any(c_calendar) then
        return jsonb_build_object('kind', 'calendar', 'name', v_name);
    elsif v_name = 'vendor_id' or v_name = 'vendor' then
        return jsonb_build_object('kind', 'field', 'name', 'vendor');
    end if;
    return coalesce(
        analytics.unknown_field_problems(
            v_name, p_pointer, 'ZA116', p_legs, c_grains || c_calendar || '{vendor}'
        ),
        jsonb_build_object('kind', 'field', 'name', v_name)
    );
end;
$$;

comment on function analytics.resolve_group(jsonb, text, jsonb) is
'{"kind", "name"} of an element of groupBy: grain, calendar or field; or its problems (ZA110,
ZA116).';
revoke all on function analytics.resolve_group(jsonb, text, jsonb) from public;
grant execute on function analytics.resolve_group(jsonb, text, jsonb) to analytics_definer;
