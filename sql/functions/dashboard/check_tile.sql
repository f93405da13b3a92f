create or replace function analytics.check_tile(p_tile jsonb, p_pointer text)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_detail text;
    v_code text;
begin
    if jsonb_typeof(p_tile) is distinct from 'object'
        or coalesce(p_tile ->> 'id', '') !~ '^[A-Za-z0-9_-]{1,64}$'
        or jsonb_typeof(p_tile -> 'request') is distinct from 'object' then
        return analytics.request_problem(
            'ZA146', p_pointer, 'a tile has an id of letters, digits, _ and -, and a request'
        );
    elsif coalesce(p_tile ->> 'chart', 'number')
        <> all('{number,line,area,bar,pie,table,heatmap}'::text[]) then
        return analytics.request_problem(
            'ZA146', p_pointer || '/chart', format('there is no chart %s', p_tile -> 'chart'),
            '["number", "line", "area", "bar", "pie", "table", "heatmap"]'
        );
    end if;
    perform analytics.resolve_request((p_tile -> 'request') - 'vendorId');
    return analytics.check_members(p_tile, '{id,title,chart,request,layout}', p_pointer);
exception
    when others then
        get stacked diagnostics v_detail = pg_exception_detail, v_code = returned_sqlstate;
        if v_code not like 'ZA1%' then
            raise;
        end if;
        return (
            select jsonb_agg(analytics.request_problem(
                v_code, p_pointer || '/request' || (e ->> 'pointer'), e ->> 'detail',
                e -> 'nearest'
            ))
            from jsonb_array_elements(v_detail::jsonb) as e
        );
end;
$$;

comment on function analytics.check_tile(jsonb, text) is
'Problems of a tile of a dashboard: its own (ZA146), and those of the metrics request that it holds,
at their place in the dashboard; null where there is none.';
revoke all on function analytics.check_tile(jsonb, text) from public;
grant execute on function analytics.check_tile(jsonb, text) to analytics_definer;
