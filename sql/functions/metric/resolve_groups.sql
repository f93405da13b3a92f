create or replace function analytics.resolve_groups(p_group_by jsonb, p_items jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_groups jsonb;
    v_grains text[];
begin
    if p_group_by is not null and jsonb_typeof(p_group_by) <> 'array' then
        return analytics.request_problem('ZA110', '/groupBy', 'groupBy must be an array');
    elsif jsonb_array_length(p_group_by) > 4 then
        return analytics.request_problem('ZA117', '/groupBy', 'four groups are the most');
    end if;
    select coalesce(jsonb_agg(analytics.resolve_group(
        g.value, '/groupBy/' || (g.place - 1), jsonb_path_query_array(p_items, '$[*].legs[*]')
    ) order by g.place), '[]')
    into v_groups
    from jsonb_array_elements(p_group_by) with ordinality as g (value, place);
    v_grains := array(
        select jsonb_path_query(v_groups, '$[*] ? (@.kind == "grain").name') #>> '{}'
    );
    if cardinality(v_grains) > 1 then
        return analytics.request_problem('ZA117', '/groupBy', 'one grain of time is the most');
    elsif (select count(*) <> count(distinct g) from jsonb_array_elements(v_groups) as g) then
        return analytics.request_problem('ZA117', '/groupBy', 'a group is named twice');
    elsif v_grains = '{hour}' and p_items @? '$[*] ? (@.dateBasis == "wedding")' then
        return analytics.request_problem(
            'ZA125', '/groupBy', 'a wedding has a day, but no hour', '["day"]'
        );
    end if;
    return jsonb_build_object(
        'grain', v_grains[1],
        'calendar', jsonb_path_query_array(v_groups, '$[*] ? (@.kind == "calendar").name'),
        'fields', jsonb_path_query_array(v_groups, '$[*] ? (@.kind == "field").name'),
        'problems', jsonb_path_query_array(v_groups, 'strict $.** ? (exists (@.problem))')
    );
end;
$$;

comment on function analytics.resolve_groups(jsonb, jsonb) is
'{"grain", "calendar", "fields"} of groupBy, names in snake_case; or its problems (ZA110, ZA116,
ZA117, ZA125).';
revoke all on function analytics.resolve_groups(jsonb, jsonb) from public;
grant execute on function analytics.resolve_groups(jsonb, jsonb) to analytics_definer;
