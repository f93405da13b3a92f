begin;
\ir ../setup.psql
select plan(33);

create temp table v as
select
pg_temp.make_vendor() as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;

create function pg_temp.update(variadic p_updates jsonb[])
returns jsonb
language sql
as $$
    select jsonb_build_object('status', u.status) || u.body
    from v cross join analytics_api.update_metrics(
        jsonb_build_object('vendorId', v.mine, 'updates', to_jsonb(p_updates))
    ) as u
$$;
create function pg_temp.at(p_time text, p_update jsonb)
returns jsonb
language sql
as $$
    select p_update || jsonb_build_object(
        'timestamp', p_time, 'id', md5(p_time || p_update::text)::uuid
    )
$$;
create function pg_temp.asked(p_metric text, p_more jsonb)
returns jsonb
language sql
as $$
    select jsonb_path_query_array(
        analytics_api.calculate_metrics(jsonb_build_object(
            'vendorId', v.mine, 'timeframe', '{"from": "2026-05-01", "to": "2026-05-04"}'::jsonb,
            'metrics', jsonb_build_array(p_metric)
        ) || p_more), '$.data[0].rows[*].value'
    ) from v
$$;
create function pg_temp.reasons(variadic p_updates jsonb[])
returns jsonb
language sql
as $$
    select jsonb_agg(r ->> 'pointer' || ' ' || (r ->> 'keyword') order by r ->> 'pointer')
    from jsonb_path_query(pg_temp.update(variadic p_updates), '$.verdicts[*].reasons[*]') as r
$$;

select is(
    pg_temp.update(
        pg_temp.at('2026-05-01T10:00:00Z',
            '{"metric": "capacity", "operation": "set", "value": 9}'),
        pg_temp.at('2026-05-01T08:00:00Z',
            '{"metric": "capacity", "operation": "set", "value": 5}'),
        pg_temp.at('2026-05-03T08:00:00Z',
            '{"metric": "capacity", "operation": "set", "value": "7.5", "unit": "count"}')
    ) -> 'counts',
    '{"received": 3, "stored": 3, "duplicate": 0, "rejected": 0}', 'gauges are set'
);
select is(
    pg_temp.asked('gauge_last', '{"groupBy": ["day"]}'), '[9, null, 7.5]',
    'a gauge is the last by time, not by arrival, and unknown where it was not set'
);
select is(pg_temp.asked('gauge_last', '{}'), '[7.5]', 'of a longer time it is the last, too');
select is(
    pg_temp.asked('gauge_last', '{"aggregations": ["max", "min"]}') -> 0, '9'::jsonb,
    'its extremes can be asked for'
);
select throws_ok(
    $$
    select pg_temp.asked(
        'x', '{"metrics": [{"metric": "gauge_last", "aggregation": "sum"}]}'
    )
    $$,
    'ZA115', null, 'but no sum'
);
select throws_ok(
    $$ select pg_temp.asked('x', '{"metrics": [{"metric": "revenue", "aggregation": "last"}]}') $$,
    'ZA115', null, 'and other metrics have no last'
);

select is(
    pg_temp.update(
        pg_temp.at('2026-05-01T10:00:00Z', '{"metric": "brochures", "operation": "increment"}'),
        pg_temp.at('2026-05-01T11:00:00Z',
            '{"metric": "brochures", "operation": "increment", "value": 5}'),
        pg_temp.at('2026-05-02T11:00:00Z',
            '{"metric": "brochures", "operation": "decrement", "value": "2"}'),
        pg_temp.at('2026-05-02T11:00:00Z', '{"metric": "calls", "operation": "increment"}')
    ) -> 'values',
    '{"brochures": 4, "calls": 1}', 'counters count, and the answer says where they stand'
);
select is(
    pg_temp.asked(
        'counter_total',
        '{"filters": {"field": "name", "op": "eq", "value": "brochures"}, "groupBy": ["day"]}'
    ),
    '[6, -2, 0]', 'a counter is the sum of its changes'
);
select is(
    pg_temp.update(
        pg_temp.at('2026-05-01T10:00:00Z', '{"metric": "brochures", "operation": "increment"}')
    ) -> 'counts' -> 'duplicate',
    '1', 'a retry with the same id counts once'
);
select is(
    pg_temp.update(
        pg_temp.at('2026-05-03T09:00:00Z', '{"metric": "capacity", "operation": "increment"}')
    ) -> 'values' -> 'capacity',
    '8.5', 'what is counted after a gauge was set is added to it'
);

-- Calculations.
select is(
    pg_temp.update(
        '{"metric": "seats", "operation": "set", "value": 40}',
        '{"metric": "utilisation", "operation": "calculate", "unit": "share", "priority": "high",
          "expression": {"divide": [{"add": ["brochures", 1, 5]}, "seats"]}}',
        '{"metric": "twice", "operation": "calculate",
          "expression": {"subtract": [{"multiply": ["utilisation", 4]}, 0.5]}}'
    ) -> 'values',
    '{"seats": 40, "twice": 0.500000, "utilisation": 0.250000}',
    'a calculation sees what came before it in the request'
);
select results_eq(
    $$
    select event_type::text, kind, priority, event_data, metadata
    from public.analytics_events
    where vendor_id = (select mine from v) and event_data ->> 'name' = 'utilisation'
    $$,
    $$
    values (
        'metric.gauge_set', 'system_metric', 'high',
        '{"name": "utilisation", "unit": "share", "value": 0.250000}'::jsonb,
        '{"inputs": {"seats": 40, "brochures": 4},
          "expression": {"divide": [{"add": ["brochures", 1, 5]}, "seats"]}}'::jsonb
    )
    $$,
    'it is kept as a gauge, with what it was made from'
);
select is(
    pg_temp.update(pg_temp.at('2026-05-01T10:30:00Z',
        '{"metric": "then", "operation": "calculate", "expression": "capacity"}'
    )) -> 'values' -> 'then',
    '9', 'a calculation for a past moment takes what stood then'
);
select pg_temp.pay(mine, '2026-05-02T10:00:00Z', 120) from v;
select is(
    pg_temp.update(
        '{"metric": "share", "operation": "calculate", "expression": {"divide": [
            {"metric": "revenue", "timeframe": {"from": "2026-05-01", "to": "2026-06-01"}}, 240
        ]}}'
    ) -> 'values' -> 'share',
    '0.500000', 'metrics of the catalogue can be calculated with'
);
select is(
    pg_temp.reasons(
        '{"metric": "x", "operation": "calculate", "expression": {"divide": ["seats", 0]}}'
    ),
    '["/expression/divide/1 divide"]', 'a division by zero is refused'
);
select is(
    pg_temp.reasons(
        '{"metric": "x", "operation": "calculate",
          "expression": {"add": ["nothing", {"add": [1, "nowhere"]}]}}'
    ),
    '["/expression/add/0 metric", "/expression/add/1/add/1 metric"]',
    'metrics that were never set are all named'
);
select is(
    pg_temp.reasons(
        '{"metric": "x", "operation": "calculate", "expression": {"metric": "revenu"}}',
        '{"metric": "x", "operation": "calculate",
          "expression": {"metric": "inquiry_conversion", "timeframe": "today"}}'
    ),
    '["/expression metric", "/expression metric"]',
    'nor can one be calculated with that is not there or has no value'
);
select is(
    pg_temp.reasons(
        '{"metric": "x", "operation": "calculate"}',
        '{"metric": "x", "operation": "calculate", "expression": {"power": [1, 2]}}',
        '{"metric": "x", "operation": "calculate", "expression": {"divide": [1, 2, 3]}}',
        '{"metric": "x", "operation": "calculate", "expression": {"add": [1, 2], "subtract": []}}',
        '{"metric": "x", "operation": "calculate", "expression": {"add": 1}}',
        '{"metric": "x", "operation": "calculate", "expression": {}}'
    ) - '/expression expression',
    '[]', 'what is no expression is refused'
);
select is(
    pg_temp.reasons(jsonb_build_object('metric', 'x', 'operation', 'calculate', 'expression', (
        (repeat('{"add": [1, ', 11) || '1' || repeat(']}', 11))::jsonb
    ))),
    jsonb_build_array('/expression' || repeat('/add/1', 10) || ' expression'),
    'and so is one nested too deep'
);

-- Refusals.
select is(
    pg_temp.reasons('{"metric": "A b", "operation": "double", "valeu": 1, "unit": "",
        "expression": 1, "metadata": []}'),
    '["/expression not", "/metadata type", "/metric pattern", "/operation enum", "/unit type",
      "/valeu additionalProperties"]',
    'everything that is wrong with an update is said'
);
select is(
    pg_temp.reasons(
        '{"metric": "x", "operation": "set"}', '{"metric": "x", "operation": "set", "value": "1e9"}'
    ),
    '["/value pattern", "/value pattern"]', 'a gauge is set to a number'
);
select is(
    pg_temp.reasons('{"metric": "x", "operation": "decrement", "value": -1}'),
    '["/value minimum"]', 'a decrement is not negative'
);
select is(
    pg_temp.reasons('{"metric": "x", "operation": "calculate", "value": 1, "expression": 1}'),
    '["/value not"]', 'a calculation has no value of its own'
);
select is(
    pg_temp.reasons('5', '{"metric": "x", "operation": "increment", "priority": "urgent"}'),
    '[" type", "/priority enum"]', 'what an event may not say an update may not'
);
create temp table answer as
select pg_temp.update(
    '{"metric": "x", "operation": "increment"}', '{"metric": "", "operation": "increment"}',
    '{"metric": "x", "operation": "calculate", "expression": {"divide": [1, 0]}}'
) as body;
select results_eq(
    $$
    select body -> 'status', body -> 'counts' -> 'rejected',
        jsonb_path_query_array(body, '$.verdicts[*].index'),
        jsonb_path_query_array(body, '$.verdicts[*].reasons[*].index')
    from answer
    $$,
    $$ values ('207'::jsonb, '2'::jsonb, '[0, 1, 2]'::jsonb, '[1, 2]'::jsonb) $$,
    'the others are stored, and verdicts count through the request'
);
select ok(
    exists (
        select from public.analytics_rejected_events
        where vendor_id = (select mine from v)
            and raw_event = '{"metric": "", "operation": "increment"}'
    ),
    'what is refused is kept as it came'
);
select is(
    pg_temp.update('{"metric": "", "operation": "set"}') ->> 'status', '422',
    'a request of nothing valid is refused'
);
select throws_ok(
    $$ select * from analytics_api.update_metrics('{"updates": []}') $$,
    'ZA177', null, 'a request without updates is none'
);
select throws_ok(
    $$
    select * from analytics_api.update_metrics(
        '{"updates": [{"metric": "x", "operation": "increment"}], "update": 1}'
    )
    $$,
    'ZA111', null, 'a member that there is not is refused'
);
select analytics.fold_vendor(mine) from v;
select is(
    analytics_api.verify_rollups((select mine from v)) -> 'differences', '[]'::jsonb,
    'gauges and counters are in the rollups'
);
select pg_temp.act_as(array[(select mine from v)]);
select is(
    (
        select body -> 'counts' ->> 'stored' from analytics_api.update_metrics(
            '{"updates": [{"metric": "calls", "operation": "increment"},
                {"metric": "more", "operation": "calculate",
                 "expression": {"add": ["calls", {"metric": "revenue", "timeframe": "today"}]}}]}'
        )
    ),
    '2', 'who has one vendor need not name it'
);
select throws_ok(
    $$
    select * from analytics_api.update_metrics(jsonb_build_object(
        'vendorId', (select theirs from v), 'updates', '[{"metric": "x", "operation": "increment"}]'
    ))
    $$,
    'ZA177', null, 'updates are an array, not text'
);
select throws_ok(
    $$
    select * from analytics_api.update_metrics(jsonb_build_object(
        'vendorId', (select theirs from v),
        'updates', '[{"metric": "x", "operation": "increment"}]'::jsonb
    ))
    $$,
    'ZA201', null, 'another vendor is not there'
);

select finish();
rollback;
