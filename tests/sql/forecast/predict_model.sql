begin;
\ir ../setup.psql
\ir helpers.psql
\ir models.psql
select plan(46);

create temp table v as
select
pg_temp.make_vendor() as a,
pg_temp.make_vendor() as young;
select pg_temp.fill(a, 'bookings', pg_temp.seasonal(48)) from v;
select pg_temp.fill(a, 'booking_value', array_fill(2000::float8, array[12]), 'EUR') from v;
update public.analytics_metrics set value_sum = 4000, data_points = 2
where metric_name = 'booking_value' and vendor_id = (select a from v);
select pg_temp.fill(a, 'revenue', array_fill(500::float8, array[36]), 'EUR') from v;
select pg_temp.fill(a, 'satisfaction', array_fill(4.9::float8, array[30])) from v;
select pg_temp.fill(young, 'bookings', '{3,0,1}') from v;
select
pg_temp.train(a, 'b'),
pg_temp.train(a, 'r', '{"target": "revenue"}'),
    pg_temp.train(a, 's', '{"target": "satisfaction"}'),
pg_temp.train(young, 'y')
from v;
create function pg_temp.predict(p_name text, p_request jsonb default '{}')
returns jsonb
language sql
as $$
    select analytics_api.predict_model((pg_temp.model(p_name)).id, p_request)
$$;
create temp table answer as select pg_temp.predict('b') as b;

select is(jsonb_array_length(b -> 'predictions'), 12, 'twelve months are forecast') from answer;
select is(
    b #>> '{predictions,0,month}', to_char(now() at time zone 'UTC', 'YYYY-MM'),
    'from the one that is running'
)
from answer;
select is(
    (select array_agg((p ->> 'value')::numeric(10, 1) order by p ->> 'month')
    from jsonb_array_elements(b -> 'predictions') as p),
    pg_temp.seasonal(12)::numeric(10, 1)[], 'a year that repeats itself goes on'
)
from answer;
select results_eq(
    $$ select b ->> 'modelVersion', b ->> 'dateBasis', b ->> 'basis', b ->> 'confidenceLevel',
        (b ->> 'total')::numeric from answer $$,
    $$ values ('1', 'booked', 'own history', '0.8', 120.00) $$,
    'the answer says which version it is, and on what it rests'
);
select is(
    (b ->> 'ceiling')::numeric, round(analytics.forecast_ceiling(10)::numeric, 3),
    'and what accuracy chance allows'
)
from answer;
select is(
    b #> '{predictions,0,low}',
    b #> '{predictions,0,interval80,0}',
    'limits are those of 80 percent'
)
from answer;
select is(
    p #> '{predictions,0,high}', p #> '{predictions,0,interval95,1}', 'or of 95'
)
from pg_temp.predict('b', '{"confidenceLevel": 0.95, "horizon": 2}') as p;
select is(
    jsonb_array_length(pg_temp.predict('b', '{"horizon": 2}') -> 'predictions'), 2,
    'of as many months as asked'
);
select is(
    b #> '{businessImpact,amount}', '0.00', 'no change is worth nothing'
)
from answer;
select is((b #>> '{businessImpact,averageBookingValue}')::numeric, 2000.00, 'by booking value')
from answer;
select is(
    (
        select string_agg(f ->> 'factor', ' ')
        from jsonb_array_elements(b -> 'influencingFactors') as f
    ),
    'growth season', 'what it goes by is told'
)
from answer;
select is(
    analytics.list_forecast_factors('2026-01-01', '{1,2}', 'market estimate') #>> '{0,factor}',
    'market', 'with little history that is the market'
);
select is(
    analytics.list_forecast_factors('2026-01-01', array_fill(1::float8, array[18]), 'own history'),
    '[]', 'half a year is not held against a whole one'
);
select is(
    analytics.list_forecast_factors('2026-01-01', array_fill(1::float8, array[24]), 'own history')
    #>> '{0,effect}',
    '0.0000', 'two whole ones are'
);
select is(
    pg_temp.problems(format('select pg_temp.predict(%L, %L)', 'b', request)), expected, sentence
)
from (values
    ('[]', 'ZA183 ', 'a request is an object'),
    ('{"horizon": 0}', 'ZA183 /horizon', 'at least a month'),
    ('{"horizon": 1.5}', 'ZA183 /horizon', 'a whole one'),
    ('{"horizon": 13}', 'ZA183 /horizon', 'no further than was forecast'),
    ('{"confidenceLevel": 0.9}', 'ZA183 /confidenceLevel', 'of two levels'),
    ('{"x": 1}', 'ZA111 /x', 'and nothing else')
) as c (request, expected, sentence);

select throws_ok(
    format(
        'select analytics_api.predict_model(%L, %L)', (pg_temp.model('b')).id, '{"horizon": 20}'
    ),
    'ZA183', null, 'what was not forecast is not answered'
);
select throws_ok(
    format('select analytics_api.evaluate_model(%L, %L)', (pg_temp.model('b')).id, request),
    code, null, sentence
)
from (values
    ('ZA182', '{"testData": [{"month": "2001-01", "value": 1}]}', 'known months are no test'),
    ('ZA184', '{"testData": [{"month": "2001-01"}]}', 'nor are months without a value')
) as c (code, request, sentence);

select is(p ->> 'currency', 'EUR', 'money has a currency') from pg_temp.predict('r') as p;
select is(
    (p #>> '{businessImpact,lastYearTotal}')::numeric, 6000.00, 'and is its own impact'
)
from pg_temp.predict('r') as p;
select is(
    p #>> '{businessImpact,reason}', 'stars have no price', 'stars are worth no money'
)
from pg_temp.predict('s') as p;
select is(p -> 'total', 'null', 'and have no total') from pg_temp.predict('s') as p;
select cmp_ok(
    (select max((m #>> '{interval95,1}')::numeric) from pg_temp.predict('s') as p
    cross join lateral jsonb_array_elements(p -> 'predictions') as m), '<=', 5.0,
    'there are no more than five'
);
select matches(
    p #>> '{businessImpact,reason}', 'no year before', 'a young vendor has no year to compare with'
)
from pg_temp.predict('y') as p;
select is(
    p #>> '{notes,0}', 'less than a year: its own seasons are not known', 'and is told so'
)
from pg_temp.predict('y') as p;
select isnt(p #>> '{predictions,0,interval80}', null, 'counts have limits by chance alone')
from pg_temp.predict('y') as p;
select is(
    (analytics_api.get_model((pg_temp.model('y')).id) #>> '{versions,0,score}'), null,
    'but no backtest'
);
select pg_temp.train(a, 'no value', '{"target": "bookings"}') from v;
update public.analytics_metrics set currency = 'USD'
where metric_name = 'booking_value' and vendor_id = (select a from v);
select matches(
    pg_temp.predict('no value') #>> '{businessImpact,reason}', 'has a value in EUR',
    'without a booking value there is no amount'
);

-- A series that was sent.
create temp table sent as
select jsonb_agg(jsonb_build_object(
    'month', to_char(date '2022-01-01' + make_interval(months => i - 1), 'YYYY-MM'),
    'value', (pg_temp.seasonal(36))[i]
) order by i) as series
from generate_series(1, 36) as i;
select pg_temp.train(a, 'sent', jsonb_build_object(
    'trainingData', jsonb_build_object('series', series)
))
from v, sent;
select is(
    pg_temp.predict('sent') #>> '{predictions,0,month}', '2025-01', 'a series that was sent goes on'
);
select is(
    analytics_api.get_model((pg_temp.model('sent')).id) -> 'trainingData', '{"seriesMonths": 36}',
    'and is not sent back'
);
select is(
    analytics.find_retrain_reason(pg_temp.model('sent'), now() + interval '9 months'), null,
    'nor trained again by itself'
);

-- Evaluations.
create function pg_temp.evaluate(p_name text, p_request jsonb)
returns jsonb
language sql
as $$
    select analytics_api.evaluate_model((pg_temp.model(p_name)).id, p_request)
$$;
create temp table figures as
select e #> '{evaluation,figures}' as f
from pg_temp.evaluate('sent', '{"testData": [{"month": "2025-01", "value": 2},
    {"month": "2025-02", "value": 6}]}') as e;
select is(
    (f ->> 'accuracy')::numeric, 0.7500, 'two of eight bookings were missed: accuracy is 0.75'
)
from figures;
select is((f ->> 'smape')::numeric, 20.0000, 'sMAPE is the mean of 0 and 40') from figures;
select is(f -> 'mase', 'null', 'what repeats itself exactly has no scale') from figures;
select is(
    pg_temp.problems(format('select pg_temp.evaluate(%L, %L)', 'sent', request)), expected, sentence
)
from (values
    ('{"testData": [{"month": "2024-12", "value": 2}]}', 'ZA182 /testData/0/month',
        'months of the training are no test'),
    ('{"testData": [{"month": "2027-12", "value": 2}]}', 'ZA182 /testData/0/month',
        'nor are months without a forecast'),
    ('{}', 'ZA180 ', 'one of the two'),
    ('{"holdoutMonths": 99}', 'ZA180 /holdoutMonths', 'in range'),
    ('{"holdoutMonths": 30}', 'ZA333', 'a year has to be left')
) as c (request, expected, sentence);
select is(
    pg_temp.evaluate('sent', '{"holdoutMonths": 6}') #>> '{evaluation,kind}', 'holdout',
    'the last months can be held out'
);
select is(
    jsonb_array_length(
        analytics_api.list_evaluations((pg_temp.model('sent')).id) -> 'evaluations'
    ), 2, 'evaluations are kept'
);

select finish();
rollback;
