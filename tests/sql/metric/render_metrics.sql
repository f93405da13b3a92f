begin;
\ir ../setup.psql
select plan(14);

create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.ingest(
    pg_temp.make_event(id, 'payment.received', '2026-05-01T10:00:00Z',
        '{"paymentId": "1", "amount": "10.50", "method": "=cmd()"}'),
    pg_temp.make_event(id, 'payment.received', '2026-06-01T10:00:00Z',
        '{"paymentId": "2", "amount": 3, "method": "say \"yes\", twice"}'),
    pg_temp.make_event(id, 'payment.received', '2026-06-01T10:00:00Z',
        '{"paymentId": "3", "amount": 4, "currency": "USD"}')
)
from v;
create function pg_temp.render(p_format text, p_more jsonb)
returns text
language sql
as $$
    select r.body
    from v
    cross join lateral analytics_api.render_metrics(jsonb_build_object(
        'vendorId', v.id, 'metrics', '["revenue"]'::jsonb, 'totals', false,
        'timeframe', '{"from": "2026-05-01", "to": "2026-07-01"}'::jsonb
    ) || p_more, p_format) as r
$$;
create function pg_temp.file(variadic p_lines text[])
returns text
language sql
as $$
    select string_agg(l || e'\r\n', '') from unnest(p_lines) as l
$$;

select is(
    pg_temp.render('csv', '{"groupBy": ["method"]}'),
    pg_temp.file(
        'kind,metric,aggregation,unit,group.method,currency,value,dataPoints,reason',
        'value,revenue,sum,money,,USD,4,1,',
        'value,revenue,sum,money,''=cmd(),EUR,10.50,1,',
        'value,revenue,sum,money,"say ""yes"", twice",EUR,3,1,'
    ),
    'CSV has a row for each value, quotes, and defuses what a spreadsheet would calculate'
);
select is(
    (pg_temp.render('csv', '{"groupBy": ["month"], "compareWith": "previous_period",
        "filters": {"currency": "USD"}}')),
    pg_temp.file(
        'kind,metric,aggregation,unit,time,currency,value,dataPoints,reason,'
        'comparisonTime,comparisonValue,change,changeShare',
        'value,revenue,sum,money,2026-05-01,USD,0,0,,2026-03-01,0,0,',
        'value,revenue,sum,money,2026-06-01,USD,4,1,,2026-04-01,0,4,'
    ),
    'and the other period beside each'
);
select is(
    pg_temp.render('csv', '{"metrics": ["bookings"], "totals": true}'),
    pg_temp.file(
        'kind,metric,aggregation,unit,value,dataPoints,reason',
        'value,bookings,count,count,0,0,',
        'total,bookings,count,count,0,0,'
    ),
    'totals are rows of their own kind'
);
select is(
    pg_temp.render('csv', '{"metrics": ["lead_time_days"]}'),
    pg_temp.file(
        'kind,metric,aggregation,unit,value,dataPoints,reason',
        'value,lead_time_days,average,days,,0,there is no data of this time'
    ),
    'a value that is not there is empty and has a reason'
);
select is(
    pg_temp.render('chart_data', '{"groupBy": ["month", "method"]}')::jsonb - 'metadata'
    - 'requestId',
    '{"labels": ["2026-05-01", "2026-06-01"], "series": [
        {"name": "revenue USD –", "metric": "revenue", "aggregation": "sum", "unit": "money",
        "currency": "USD", "group": {}, "data": [0, 4]},
        {"name": "revenue EUR =cmd()", "metric": "revenue", "aggregation": "sum", "unit": "money",
        "currency": "EUR", "group": {"method": "=cmd()"}, "data": [10.50, 0]},
        {"name": "revenue EUR say \"yes\", twice", "metric": "revenue", "aggregation": "sum",
        "unit": "money", "currency": "EUR", "group": {"method": "say \"yes\", twice"},
        "data": [0, 3]}]}'::jsonb,
    'a chart has labels, and series with a value for each'
);
select is(
    pg_temp.render('chart_data', '{"groupBy": ["method"]}')::jsonb #> '{labels}',
    '["–", "=cmd()", "say \"yes\", twice"]', 'without a time its labels are the groups'
);
select is(
    pg_temp.render('chart_data', '{"groupBy": ["month"], "compareWith": "previous_period",
        "filters": {"currency": "USD"}}')::jsonb #> '{series,0,comparisonData}',
    '[0, 0]', 'and has the other period beside it'
);
select is(
    pg_temp.render('excel', '{}')::jsonb #> '{columns,0}', '{"name": "kind", "type": "text"}',
    'for Excel there is the table'
);
select is(
    pg_temp.render('excel', '{"filters": {"method": "card"}}')::jsonb #> '{request,filters}',
    '{"method": "card"}', 'and what was asked'
);
select ok(
    pg_temp.render(null, '{}')::jsonb ? 'dataQuality', 'the answer is JSON where nothing else is'
);
select is(
    pg_temp.render('csv', '{"format": "json"}')::jsonb ? 'data', true,
    'the request decides before what is accepted'
);
select throws_ok(
    $$ select pg_temp.render('json', '{"format": "pdf"}') $$, 'ZA128', null,
    'a format that there is not is refused'
);
select throws_ok(
    $$ select pg_temp.render('json', '{"format": 7}') $$, 'ZA128', null, 'a format is a name'
);
select throws_ok(
    $$ select * from analytics_api.render_metrics('[]') $$, 'ZA110', null,
    'a request is an object'
);

select finish();
rollback;
