begin;
select plan(14);

create function pg_temp.problems(p_request jsonb)
returns text
language plpgsql
as $$
declare
    v_detail text;
begin
    perform analytics.check_dashboard(p_request);
    return null;
exception
    when others then
        get stacked diagnostics v_detail = pg_exception_detail;
        return (
            select string_agg(e ->> 'pointer', ' ' order by e ->> 'pointer')
            from jsonb_array_elements(v_detail::jsonb) as e
        );
end;
$$;
create function pg_temp.with_tiles(p_tiles jsonb)
returns jsonb
language sql
as $$
    select jsonb_build_object(
        'dashboardName', 'n', 'dashboardConfig', jsonb_build_object('tiles', p_tiles)
    )
$$;

select throws_ok($$ select analytics.check_dashboard('[]') $$, 'ZA146', null, 'an object is due');
select is(
    pg_temp.problems(request), pointers, sentence
)
from (values
    (pg_temp.with_tiles('[]'), null, 'a dashboard may be empty'),
    ('{}', '/dashboardConfig /dashboardName', 'all problems come at once'),
    (pg_temp.with_tiles('[]') || '{"color": 1}', '/color', 'unknown members are refused'),
    (pg_temp.with_tiles('[]') || '{"isDefault": 1}', '/isDefault', 'isDefault is a truth'),
    (pg_temp.with_tiles('[]') || '{"sharedWith": "*"}', '/sharedWith', 'sharedWith is a list'),
    (pg_temp.with_tiles('[]') || '{"sharedWith": [1]}', '/sharedWith', 'of texts'),
    (pg_temp.with_tiles('[]') || '{"dashboardName": ""}', '/dashboardName', 'a name is due'),
    (
        pg_temp.with_tiles('[]') #- '{dashboardConfig,tiles}', '/dashboardConfig',
        'tiles are an array'
    ),
    (
        pg_temp.with_tiles('[{"id": "a"}, 7]'),
        '/dashboardConfig/tiles/0 /dashboardConfig/tiles/1', 'a tile has a request'
    ),
    (
        pg_temp.with_tiles('[{"id": "a", "chart": "cake", "request": {}}]'),
        '/dashboardConfig/tiles/0/chart', 'and a chart that there is'
    ),
    (
        pg_temp.with_tiles('[{"id": "a", "request": {"metrics": ["revenu"]}}]'),
        '/dashboardConfig/tiles/0/request/metrics/0', 'its request is one of metrics'
    ),
    (
        pg_temp.with_tiles('[{"id": "a", "request": {"metrics": ["revenue"]}},
            {"id": "a", "request": {"metrics": ["revenue"]}}]'),
        '/dashboardConfig/tiles', 'its id is its own'
    ),
    (
        pg_temp.with_tiles('[]') || '{"dashboardConfig": {"tiles": [], "timeframe": "last_moon"}}',
        '/timeframe', 'a timeframe is one that there is'
    )
) as expectation (request, pointers, sentence);

select finish();
rollback;
