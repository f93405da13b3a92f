begin;
\ir ../setup.psql
\ir helpers.psql
\ir models.psql
select plan(60);

create temp table v as
select
pg_temp.make_vendor() as a,
pg_temp.make_vendor() as b,
pg_temp.make_vendor() as fresh;
grant select on v to public;
select pg_temp.fill(a, 'bookings', pg_temp.seasonal(48)) from v;
select pg_temp.act_as_owner(a, fresh) from v;

select is(
    pg_temp.problems(format('select pg_temp.train(%L, %L, %L)', a, 'x', more)), expected, sentence
)
from v, (values
    ('{"modelType": "forest"}', 'ZA180 /modelType', 'a type is one that there is'),
    ('{"target": "guests"}', 'ZA180 /target', 'a target is one that there is'),
    ('{"name": ""}', 'ZA180 /name', 'a name is not empty'),
    ('{"currency": "EUR"}', 'ZA180 /currency', 'only money has a currency'),
    ('{"seed": 1.5, "retrainAfterMonths": -1}', 'ZA180 /retrainAfterMonths /seed',
        'numbers are whole and in range'),
    ('{"colour": 1}', 'ZA111 /colour', 'unknown members are refused'),
    ('{"features": ["month"]}', 'ZA180 /features', 'time_series looks at nothing but the months'),
    ('{"modelType": "ensemble", "features": []}', 'ZA180 /features', 'no features are none'),
    ('{"modelType": "ensemble", "features": ["month", "moon", "month"]}',
        'ZA180 /features/1 /features/2', 'features are known, and named once'),
    ('{"hyperparameters": []}', 'ZA180 /hyperparameters', 'hyperparameters are an object'),
    ('{"hyperparameters": {"trees": 3}}', 'ZA180 /hyperparameters/trees',
        'time_series has none'),
    ('{"modelType": "random_forest", "hyperparameters": {"trees": 0, "maxFeatures": 0.5}}',
        'ZA180 /hyperparameters/trees', 'each has its limits'),
    ('{"modelType": "neural_network", "hyperparameters": {"hiddenLayers": [8, 4.5]}}',
        'ZA180 /hyperparameters/hiddenLayers', 'sizes of layers are whole'),
    ('{"modelType": "neural_network", "hyperparameters": {"hiddenLayers": 8}}',
        'ZA180 /hyperparameters/hiddenLayers', 'and a list'),
    ('{"modelType": "ensemble", "hyperparameters": {"randomForest": {"penalty": 1}, "forest": {}}}',
        'ZA180 /hyperparameters/forest /hyperparameters/randomForest/penalty',
        'those of the ensemble are by member'),
    ('{"validationStrategy": {"kind": "k_fold"}}', 'ZA180 /validationStrategy',
        'a fold of the future is no validation'),
    ('{"validationStrategy": {"horizon": 37, "origins": 0, "x": 1}}',
        'ZA111 /validationStrategy/horizon /validationStrategy/origins /validationStrategy/x',
        'horizon and origins are in range'),
    ('{"validationStrategy": 3}', 'ZA180 /validationStrategy', 'a strategy is an object'),
    ('{"trainingData": {}}', 'ZA180 /trainingData', 'data are a filter or a series'),
    ('{"trainingData": {"filter": 1}}', 'ZA180 /trainingData/filter', 'a filter is an object'),
    ('{"trainingData": {"filter": {"from": "2026-13", "market": "moon"}}}',
        'ZA180 /trainingData/filter/from /trainingData/filter/market', 'of months and a market'),
    ('{"trainingData": {"filter": {"from": "2026-03", "to": "2026-01"}}}',
        'ZA180 /trainingData/filter/to', 'in order'),
    ('{"trainingData": {"series": []}}', 'ZA184 /trainingData/series', 'a series has months'),
    ('{"trainingData": {"series": [{"month": "2026-01", "value": 1},
        {"month": "2026-03", "value": 1}, {"month": "x"}, {"month": "2026-04", "value": -1}]}}',
        'ZA184 /trainingData/series/1/month /trainingData/series/2/month '
        '/trainingData/series/3/value', 'one after the other, with values'),
    ('{"trainingData": {"series": [{"month": "2026-01", "value": 1}], "columns": {}}}',
        'ZA184 /trainingData/columns', 'columns are a list'),
    ('{"trainingData": {"series": [{"month": "2026-01", "value": 1}], "columns": [{"name": "ads",
        "lagMonths": 1, "availableAfterMonths": 1, "values": [1, 2]}]}}',
        'ZA184 /trainingData/columns/0', 'as long as the series'),
    ('{"trainingData": {"series": [{"month": "2026-01", "value": 1}], "columns": [{"name": "ads",
        "lagMonths": 1, "availableAfterMonths": 2, "values": [1]}]}}',
        'ZA181 /trainingData/columns/0', 'a column that is looked at before it is there is refused'
        ),
    ('{"trainingData": {"series": [{"month": "2026-01", "value": 1}], "columns": [{"name": "ads",
        "lagMonths": 0, "availableAfterMonths": 0, "values": [1]}]}}',
        'ZA181 /trainingData/columns/0', 'no month is known before it is over')
) as c (more, expected, sentence);
select throws_ok(
    $$ select analytics_api.train_model('[]') $$, 'ZA180', null, 'a model is an object'
);
select throws_ok(
    format('select pg_temp.train(%L, %L)', b, 'x'), 'ZA201', null, 'of a vendor of the caller'
)
from v;
select throws_ok(
    format('select pg_temp.train(%L, %L)', fresh, 'x'), 'ZA333', null,
    'a vendor without a month has nothing to learn from'
)
from v;

select results_eq(
    format(
        $$ select j ->> 'state', j ->> 'progress', j ->> 'version'
        from pg_temp.train(%L, 'own') as j $$,
        a
    ),
    $$ values ('succeeded', '1', '1') $$, 'time_series is trained at once'
)
from v;
select throws_ok(
    format('select pg_temp.train(%L, %L)', a, 'own'), 'ZA334', null, 'names are not given twice'
)
from v;
select is(
    (
        select m ->> 'name' from jsonb_array_elements(analytics_api.list_models() -> 'models') as m
    ), 'own', 'it is in the list'
);
select is(
    (pg_temp.train(a, 'money', '{"target": "revenue", "modelType": "ensemble"}') ->> 'state'),
    'queued', 'other types wait for the worker'
)
from v;
select is(
    analytics_api.get_model(
        (
            select (m ->> 'id')::uuid
            from jsonb_array_elements(analytics_api.list_models() -> 'models') as m
            where m ->> 'name' = 'money'
        )
    ) ->> 'currency', 'EUR', 'money is in the vendor''s currency'
);
-- A column that is the target itself, planted so that it is known before.
reset role;
create function pg_temp.y(p_place integer)
returns integer
language sql
as $$
    select 10 + p_place * p_place * 31 % 97
$$;
create function pg_temp.with_column(p_ahead integer)
returns text
language sql
as $$
    select pg_temp.problems(format(
        'select analytics.check_model_request(%L)', jsonb_build_object(
            'modelType', 'ensemble', 'target', 'bookings', 'trainingData', jsonb_build_object(
                'series', (
                    select jsonb_agg(jsonb_build_object(
                        'month', to_char(date '2021-12-01' + make_interval(months => i), 'YYYY-MM'),
                        'value', pg_temp.y(i)
                    ) order by i)
                    from generate_series(1, 40) as i
                ),
                'columns', jsonb_build_array(jsonb_build_object(
                    'name', 'ads', 'lagMonths', 1, 'availableAfterMonths', 1, 'values', (
                        select jsonb_agg(pg_temp.y(i + p_ahead) * 3 + 1 order by i)
                        from generate_series(1, 40) as i
                    )
                ))
            )
        )
    ))
$$;
select is(
    pg_temp.with_column(ahead), expected, sentence
)
from (values
    (3, 'ZA181 /trainingData/columns/0', 'a column made from later months is found out'),
    (1, 'ZA181 /trainingData/columns/0', 'also one made from the first month to be forecast'),
    (0, null, 'the month itself is known once it is over'),
    (-2, null, 'and so is what was before it')
) as c (ahead, expected, sentence);
select is(
    analytics.find_future_shift(pg_temp.seasonal(48), pg_temp.seasonal(48), 1), null,
    'a target that repeats itself proves nothing'
);

select throws_ok(
    format('select analytics_api.register_forecast_feature(%L)', feature), code, null, sentence
)
from (values
    ('{"name": "next_bookings", "metric": "bookings", "lagMonths": 0, "availableAfterMonths": 1}',
        'ZA181', 'a feature that knows the future is not registered'),
    ('{"name": "Next", "metric": "moon", "lagMonths": 1, "availableAfterMonths": 1}',
        'ZA180', 'nor one of a metric that there is not'),
    ('{"name": "late", "metric": "revenue", "lagMonths": "soon", "availableAfterMonths": 1}',
        'ZA180', 'nor one that is looked at nobody knows when'),
    ('{"name": "month", "metric": "revenue", "lagMonths": 1, "availableAfterMonths": 1}',
        'ZA180', 'nor one in place of a feature of the calendar')
) as c (feature, code, sentence);
select throws_ok(
    $$ insert into analytics.forecast_features
    values ('planted', '', 'metric', 'bookings', 0, 1) $$,
    '23514', null, 'nor can one be planted into the table'
);
select lives_ok(
    $$ select analytics_api.register_forecast_feature('{"name": "payments_growth",
    "metric": "revenue", "lagMonths": 2, "availableAfterMonths": 1}') $$,
    'one of the past is'
);
select results_eq(
    $$ select source, lag_months from analytics.forecast_features
    where feature_name = 'payments_growth' $$,
    $$ values ('metric', 2) $$, 'and can be looked at'
);
select pg_temp.act_as(array[b]) from v;
select throws_ok(
    format('select analytics_api.register_forecast_feature(%L)', '{"name": "x"}'), '42501', null,
    'not by an application'
);
select is(
    analytics_api.list_models(), '{"models": []}', 'models are seen by their vendor only'
);
reset role;
create temp table own as select (pg_temp.model('own')).id as id;
grant select on own to public;
select pg_temp.act_as(array[b]) from v;
select throws_ok(format(statement, id), 'ZA225', null, sentence)
from own, (values
    ('select analytics_api.get_model(%L)', 'nobody else reads a model'),
    ('select analytics_api.update_model(%L)', 'or changes it'),
    ('select analytics_api.predict_model(%L)', 'or has its forecast'),
    ('select analytics_api.evaluate_model(%L, ''{"holdoutMonths": 3}'')', 'or measures it'),
    ('select analytics_api.list_evaluations(%L)', 'or reads how it did')
) as c (statement, sentence);
reset role;
select pg_temp.act_as('{}');
select throws_ok(
    format('select analytics_api.get_model(%L)', id), 'ZA225', null,
    'who has no vendor at all is told the same'
) from own;
reset role;
select pg_temp.act_as(array[a]) from v;
select throws_ok(format(statement, a, id), 'ZA403', null, sentence)
from v, own, (values
    (
        $$ select analytics_api.train_model('{"vendorId": "%s", "modelType": "time_series",
        "target": "bookings"}') $$, 'staff do not train, as a key with read does not'
    ),
    ('select analytics_api.update_model(''%2$s'')', 'nor change a model'),
    (
        'select analytics_api.evaluate_model(''%2$s'', ''{"holdoutMonths": 3}'')',
        'nor keep how it did'
    )
) as c (statement, sentence);
select is(
    analytics_api.get_model(id) ->> 'id', id::text, 'they read it'
) from own;

select finish();
rollback;
