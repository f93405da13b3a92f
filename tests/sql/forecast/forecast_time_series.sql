begin;
\ir ../setup.psql
\ir helpers.psql
select plan(17);

select is(
    pg_temp.rounded(analytics.forecast_time_series(pg_temp.seasonal(36), 12)),
    pg_temp.rounded(pg_temp.seasonal(12)),
    'a year that repeats itself goes on'
);
select is(
    pg_temp.rounded(analytics.forecast_time_series(array_fill(3::float8, array[60]), 2)),
    array_fill(3::numeric(10, 6), array[2]), 'a constant goes on'
);
select is(
    analytics.forecast_time_series(array_fill(0::float8, array[30]), 2), array[0, 0]::float8[],
    'nothing is forecast as nothing'
);
select is(
    analytics.forecast_time_series(array[4]::float8[], 1), array[4]::float8[],
    'one month is enough for an answer'
);
select is(
    cardinality(analytics.forecast_time_series(pg_temp.seasonal(36), 60)), 60,
    'five years ahead is the most'
);
select results_eq(
    $$
    select
        theta = analytics.forecast_theta(pg_temp.seasonal(30, 0.2), 6),
        month_share = analytics.forecast_month_share(pg_temp.seasonal(30, 0.2), 6),
        holt_winters = analytics.forecast_holt_winters(pg_temp.seasonal(30, 0.2), 6),
        time_series = analytics.forecast_time_series(pg_temp.seasonal(30, 0.2), 6)
    from analytics.forecast_by_methods(pg_temp.seasonal(30, 0.2), 6)
    $$,
    $$ values (true, true, true, true) $$,
    'forecast_by_methods gives each of them'
);
select is(
    analytics.combine_forecasts(
        array[1, 9], array[array[1, 2], array[5, 99], array[3, 98]]::float8[]
    ),
    array[3, 27]::float8[],
    'forecasts are combined by their median, at most three times the largest'
);
select is(
    analytics.combine_forecasts(
        array[90] || array_fill(1::float8, array[24]), array[array[50]]::float8[]
    ),
    array[3]::float8[],
    'of the last 24 months'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{}', 1) $$, 'ZA195', null,
    'no months are refused'
);
select throws_ok(
    $$ select analytics.forecast_time_series(null, 1) $$, 'ZA195', null, 'also as null'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{1,null,3}', 1) $$, 'ZA196', null,
    'a gap is refused'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{1,NaN,3}', 1) $$, 'ZA196', null,
    'what is no number is refused'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{{1,2},{3,4}}', 1) $$, 'ZA196', null,
    'a table is no series'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{1,-2}', 1) $$, 'ZA197', null,
    'a month below zero is refused'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{1}', 0) $$, 'ZA198', null,
    'a horizon of nothing is refused'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{1}', 61) $$, 'ZA198', null, 'and one too far'
);
select throws_ok(
    $$ select analytics.forecast_time_series('{1}', null) $$, 'ZA198', null, 'and none'
);

select * from finish();
rollback;
