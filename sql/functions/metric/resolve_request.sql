create or replace function analytics.resolve_request(p_request jsonb)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(p_request, array[
        'vendorId', 'timeframe', 'aggregations', 'groupBy', 'totals', 'top', 'filters',
        'compareWith', 'realTime', 'source'
    ]);
    v_items jsonb := analytics.resolve_metrics(v_request);
    v_plan jsonb;
    v_groups jsonb := '{}'::jsonb;
begin
    -- Where metrics are wrong, their fields are not known: the rest is judged without them.
    if v_items::text not like '%"problem": {%' then
        v_groups := analytics.resolve_groups(v_request -> 'groupBy', v_items);
        v_plan := v_groups || jsonb_build_object(
            'filter', analytics.resolve_filter(
                v_request -> 'filters', '/filters',
                jsonb_path_query_array(v_items, '$[*].legs[*]')
            ),
            'top', case when v_groups ? 'fields'
                then analytics.resolve_top(v_request -> 'top', v_items, v_groups) end
        );
    end if;
    v_plan := coalesce(v_plan, '{}') || jsonb_build_object(
        'items', v_items,
        'unknown', analytics.check_members(v_request, '{vendorId,timeframe,metrics,aggregations,
            groupBy,totals,top,filters,compareWith,realTime,source}', ''),
        'timeframe', analytics.resolve_timeframe(v_request -> 'timeframe'),
        'totals', coalesce(v_request -> 'totals', 'true'),
        'realTime', coalesce(v_request -> 'realTime', 'false'),
        'source', coalesce(v_request -> 'source', '"auto"')
    );
    v_plan := v_plan || jsonb_build_object(
        'comparison', analytics.resolve_comparison(
            v_request -> 'compareWith', v_plan -> 'timeframe'
        ),
        'flags', (
            select jsonb_agg(analytics.request_problem(
                'ZA110', '/' || m, m || ' must be true or false'
            ))
            from unnest('{totals,realTime}'::text[]) as m
            where jsonb_typeof(v_plan -> m) <> 'boolean'
        ),
        'sources', case when v_plan ->> 'source' is distinct from 'auto'
            and v_plan ->> 'source' is distinct from 'raw' then analytics.request_problem(
                'ZA123', '/source', 'source is "auto" or "raw"', '["auto", "raw"]'
            ) end
    );
    perform analytics.raise_request_problems(v_plan);
    return v_plan;
end;
$$;

comment on function analytics.resolve_request(jsonb) is
'The plan of a request: its members resolved to what they mean, before any data is looked at. Raises
all problems of the request as one error, ZA110 to ZA126.';
revoke all on function analytics.resolve_request(jsonb) from public;
grant execute on function analytics.resolve_request(jsonb) to analytics_definer;
