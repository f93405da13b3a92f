begin;
\ir ../setup.psql
\ir helpers.psql
select plan(30);

select set_config('analytics.now', '2026-05-20T10:00:00Z', true);
select pg_temp.pay(id, '2026-05-02T10:00:00Z', 1) from v;
create temp table first_answer as select a.* from pg_temp.answer() as a;

grant select on first_answer to public;
create function pg_temp.without_times(p_answer jsonb)
returns jsonb
language sql
as $$
    select regexp_replace(
        (p_answer - '{executionTime,requestId,nextUpdateTime,cacheHit,cacheInfo}'::text[])::text,
        '"asOf": "[^"]*"', '"asOf": ""', 'g'
    )::jsonb
$$;

select is(
    pg_temp.without_times((f.body || f.tail || '}')::jsonb),
    pg_temp.without_times(analytics_api.calculate_metrics(jsonb_build_object(
        'vendorId', v.id, 'metrics', '["revenue"]'::jsonb,
        'timeframe', '{"from": "2026-05-01", "to": "2026-06-01"}'::jsonb
    ))),
    'body and tail are the answer of calculate_metrics'
)
from first_answer as f
cross join v;
select matches(etag, '^[0-9a-f]{32}\.[0-9a-f]{16}$', 'with a tag') from first_answer;
select is(
    rule - 'vendorId', '{"ttl": 3600, "isWarmed": true, "isCompressed": true}',
    'and how long it may be kept'
)
from first_answer;
select is(
    (select a.body from pg_temp.answer('{}', array['x', f.etag]) as a), null,
    'who knows the right answer gets none'
)
from first_answer as f;
select is(
    (select a.etag from pg_temp.answer('{}', array['x', f.etag]) as a), f.etag, 'but its tag'
)
from first_answer as f;
select matches(
    (select a.tail from pg_temp.answer('{}', array[f.etag]) as a),
    '"dataFreshness": [0-9.]+}, "requestId": ".*", "nextUpdateTime": ".*", "executionTime": [0-9]+',
    'and what is said of each request'
)
from first_answer as f;
select pg_temp.pay(id, '2026-05-03T10:00:00Z', 2) from v;
select isnt(
    (select a.body from pg_temp.answer('{}', array[f.etag]) as a), null,
    'what has changed is answered anew'
)
from first_answer as f;

select is(
    (select array[a.etag, a.rule::text] from pg_temp.answer('{"realTime": true}') as a),
    array[null, null], 'what is asked for in real time is not cached'
);
select is(
    (select count(distinct pg_temp.etag(r)) from unnest(array[
        '{}'::jsonb, '{"totals": true, "realTime": false}', '{"source": "auto", "filters": null}',
        '{"format": "json"}'
    ]) as r),
    1::bigint, 'requests that mean the same have the same tag'
);
select is(
    (select count(distinct pg_temp.etag(r)) from unnest(array[
        '{}'::jsonb, '{"totals": false}', '{"source": "raw"}', '{"metrics": ["bookings"]}',
        '{"groupBy": ["day"]}', '{"compareWith": "previous_year"}', '{"format": "csv"}',
        '{"timeframe": "this_month"}', '{"filters": {"method": "card"}}',
        '{"format": "chart_data"}', '{"format": "excel"}'
    ]) as r),
    11::bigint, 'others have others'
);
select throws_ok(
    $$ select pg_temp.answer('{"bogus": null}', array[pg_temp.etag()]) $$, 'ZA111', null,
    'a member that there is not is refused, also without a value and whatever is known'
);
select is(
    (
        select count(distinct a.etag)
        from unnest(array[null, 'csv', 'excel']) as f
        cross join lateral pg_temp.answer('{}', '{}', f) as a
    ),
    3::bigint, 'so have the formats that are accepted'
);
select is(
    pg_temp.etag('{"timeframe": {"range": "this_month"}}'),
    pg_temp.etag('{"timeframe": "this_month"}'), 'a range may be said in two ways'
);
create temp table months as
select
    r,
    pg_temp.etag(jsonb_build_object('timeframe', r)) as etag
from unnest(array['this_month', 'last_7_days', 'today', 'all_time']) as r;
select set_config('analytics.now', '2026-05-20T23:59:59Z', true);
select is(
    (select count(*) from months where etag = pg_temp.etag(jsonb_build_object('timeframe', r))),
    4::bigint, 'a range stays the same as long as its bounds do'
);
select set_config('analytics.now', '2026-05-21T00:00:00Z', true);
select results_eq(
    $$
    select r from months where etag = pg_temp.etag(jsonb_build_object('timeframe', r))
    $$,
    array['this_month'], 'and changes with them'
);
select is(
    (select a.tail || left(a.body, 4) from pg_temp.answer('{"format": "csv"}') as a), null,
    'a table has no tail'
);
select is(
    (select left(a.body, 5) from pg_temp.answer('{"format": "csv"}') as a), 'kind,', 'but a header'
);
select is(
    (
        select (a.body || a.tail || '}')::jsonb -> 'labels'
        from pg_temp.answer('{"format": "chart_data", "groupBy": ["month"]}') as a
    ),
    '["2026-05-01"]', 'data of charts have one'
);

select pg_temp.act_as(array[id]) from v;
select is(
    (select a.etag from pg_temp.answer() as a), pg_temp.etag('{"vendorId": null}'),
    'a vendor need not be named by who has one'
);
reset role;
select pg_temp.act_as(array[other]) from v;
select throws_ok(
    'select pg_temp.etag()', 'ZA201', null, 'a vendor of others is not there, whatever is cached'
);
select isnt(
    pg_temp.etag('{"vendorId": null}'), (select etag from first_answer),
    'and the same words of another are another request'
);
reset role;
select pg_temp.act_as(array[id, other]) from v;
select isnt(
    pg_temp.etag('{"vendorId": "all"}'), pg_temp.etag(), 'so are those of more vendors'
);
reset role;
select throws_ok(
    $$ select analytics_api.answer_metrics('[]') $$, 'ZA110', null, 'a request is an object'
);
select throws_ok(
    $$ select pg_temp.etag('{"format": "pdf"}') $$, 'ZA128', null, 'of a format that there is'
);
select throws_ok(
    $$ select pg_temp.etag('{"metrics": ["none"]}') $$, 'ZA112', null, 'for metrics that there are'
);

-- A year of hours of four metrics weighs 35,040 cells, of which 5,000 are a unit.
create function pg_temp.answer_year(p_units integer, p_known text[] default '{}')
returns table (etag text, format text, body text, tail text, rule jsonb, units integer)
language sql
as $$
    select a.* from pg_temp.answer('{
        "metrics": ["revenue", "refunds", "page_views", "inquiries"], "format": "csv",
        "timeframe": {"from": "2025-01-01", "to": "2026-01-01"}
    }', p_known, null, p_units) as a
$$;
select results_eq(
    $$ select format, body, tail, rule, units from pg_temp.answer_year(6) $$,
    $$ values ('csv', null::text, null::text, null::jsonb, 7) $$,
    'what costs more than is paid for is not calculated'
);
select results_eq(
    $$ select body like 'kind,%', units from pg_temp.answer_year(7) $$,
    $$ values (true, null::integer) $$, 'and is once that is paid'
);
select results_eq(
    $$ select body like 'kind,%', units from pg_temp.answer_year(null) $$,
    $$ values (true, null::integer) $$, 'or where nobody pays'
);
select results_eq(
    $$
    select a.body, a.units, a.etag = f.etag
    from pg_temp.answer_year(null) as f
    cross join lateral pg_temp.answer_year(0, array[f.etag]) as a
    $$,
    $$ values (null::text, null::integer, true) $$, 'what is known costs nothing'
);
update analytics.route_costs set cells_per_unit = null where route = '/api/analytics/metrics';
select isnt(
    (select a.body from pg_temp.answer_year(0) as a), null,
    'without cells_per_unit nothing is weighed'
);

select finish();
rollback;
