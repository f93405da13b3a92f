begin;
\ir ../setup.psql
select plan(16);

create temp table v as select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other;
create function pg_temp.count_cells(p_request text)
returns bigint
language sql
as $$
    select (analytics.plan_metrics(jsonb_build_object(
        'vendorId', v.id, 'metrics', '["bookings"]'::jsonb,
        'timeframe', '{"from": "2026-05-01", "to": "2026-06-01"}'::jsonb
    ) || p_request::jsonb) ->> 'cells')::bigint
    from v
$$;
create temp table expectation (cells bigint, request text, sentence text);
insert into expectation
values
(744, '{}', 'a month of an hourly rollup weighs its hours'),
(744, '{"groupBy": ["hour"]}', 'each of which may be a row'),
(744, '{"groupBy": ["month"]}', 'or not'),
(1488, '{"metrics": ["bookings", "page_views"]}', 'two metrics weigh the sum of both'),
(1464, '{"compareWith": "previous_period"}', 'what it is compared with is read too'),
(310, '{"groupBy": ["day", "style"]}', 'by a field it is a rollup of days, with ten groups each'),
(31, '{"groupBy": ["style"]}', 'and without days the days that are read'),
(310, '{"groupBy": ["weekday", "style"]}', 'a calendar has no more buckets than days'),
(7440, '{"source": "raw"}', 'what is counted from events weighs tenfold'),
(74400, '{"groupBy": ["hour", "style", "channel"]}', 'every further field multiplies the groups'),
(
    7440, '{"groupBy": ["hour", "style", "channel"], "top": {"limit": 3}}',
    'unless there is a top of them'
),
(
    10, '{"groupBy": ["hour", "style"], "timeframe": {"from": "2026-05-01T10:00:00",
    "to": "2026-05-01T10:00:01"}}', 'no time is shorter than an hour'
);
select is(pg_temp.count_cells(e.request), e.cells, e.sentence) from expectation as e;
select is(
    pg_temp.count_cells(jsonb_build_object(
        'vendorId', jsonb_build_array(v.id, v.other), 'groupBy', '["vendor", "hour"]'::jsonb
    )::text), 1488::bigint, 'each vendor is read by itself'
)
from v;

update analytics.settings set request_cells_max = 1000;
select lives_ok(
    $$ select pg_temp.count_cells('{}') $$, 'what weighs no more than it may is answered'
);
select throws_ok(
    $$ select pg_temp.count_cells('{"source": "raw"}') $$, 'ZA149', null,
    'what weighs more is refused before it runs'
);
select throws_ok(
    $$ select pg_temp.count_cells('[]') $$, 'ZA110', null, 'what is no request has no weight'
);

select finish();
rollback;
