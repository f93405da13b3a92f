create or replace function analytics.check_dashboard(p_request jsonb)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_config jsonb := analytics.drop_null_members(
        p_request -> 'dashboardConfig', '{timeframe,filters}'
    );
    v_tiles jsonb := case when jsonb_typeof(v_config -> 'tiles') = 'array'
        then v_config -> 'tiles' else '[]' end;
    v_found jsonb;
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA146', '', 'a dashboard is a JSON object'
        ));
    end if;
    select jsonb_agg(c.problem) into v_found
    from (values
        (jsonb_typeof(p_request -> 'dashboardName') is distinct from 'string'
            or length(p_request ->> 'dashboardName') not between 1 and 255,
            '/dashboardName', 'a dashboard has a name of 1 to 255 characters'),
        (p_request ? 'isDefault' and jsonb_typeof(p_request -> 'isDefault') <> 'boolean',
            '/isDefault', 'isDefault is true or false'),
        (p_request ? 'sharedWith' and not jsonb_path_match(
            p_request, 'strict $.sharedWith.type() == "array"
            && !(exists ($.sharedWith[*] ? (@.type() != "string")))', silent => true),
            '/sharedWith', 'sharedWith is an array of ids of users, or of "*"'),
        (jsonb_typeof(v_config) is distinct from 'object'
            or jsonb_typeof(v_config -> 'tiles') is distinct from 'array'
            or jsonb_array_length(v_tiles) > 50,
            '/dashboardConfig', 'dashboardConfig has tiles: an array of at most 50'),
        ((select count(distinct t ->> 'id') < count(t ->> 'id')
            from jsonb_array_elements(v_tiles) as t),
            '/dashboardConfig/tiles', 'each tile has an id of its own')
    ) as r (is_wrong, pointer, detail)
    cross join lateral (
        select analytics.request_problem('ZA146', r.pointer, r.detail) as problem
    ) as c
    where r.is_wrong;
    perform analytics.raise_request_problems(jsonb_build_array(
        v_found,
        analytics.check_members(
            p_request, '{vendorId,dashboardName,dashboardConfig,isDefault,sharedWith}', ''
        ),
        case when jsonb_typeof(v_config) = 'object' then analytics.check_members(
            v_config, '{tiles,timeframe,filters}', '/dashboardConfig'
        ) end,
        case when v_config ? 'timeframe'
            then analytics.resolve_timeframe(v_config -> 'timeframe') end,
        (
            select jsonb_agg(analytics.check_tile(t.tile, '/dashboardConfig/tiles/' || t.place - 1))
            from jsonb_array_elements(v_tiles) with ordinality as t (tile, place)
        )
    ));
end;
$$;

comment on function analytics.check_dashboard(jsonb) is
'Raises ZA146, or the codes of calculate_metrics, for a dashboard that cannot be: all its problems
as one error.';
revoke all on function analytics.check_dashboard(jsonb) from public;
grant execute on function analytics.check_dashboard(jsonb) to analytics_definer;
