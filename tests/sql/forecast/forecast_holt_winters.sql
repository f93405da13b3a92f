begin;
\ir ../setup.psql
\ir helpers.psql
select plan(5);

select is(
    pg_temp.rounded(analytics.forecast_holt_winters(array_fill(7::float8, array[30]), 3)),
    array_fill(7::numeric(10, 6), array[3]),
    'a constant goes on'
);
select is(
    pg_temp.rounded(analytics.forecast_holt_winters(pg_temp.seasonal(48), 12)),
    pg_temp.rounded(pg_temp.seasonal(12)),
    'a year that repeats itself goes on'
);
select cmp_ok(
    (analytics.forecast_holt_winters(pg_temp.line(60), 12))[12], '<',
    10 + 2 * 72::float8,
    'a trend is damped'
);
select cmp_ok(
    (analytics.forecast_holt_winters(pg_temp.line(60), 12))[12], '>',
    10 + 2 * 60::float8,
    'but it goes on'
);
select is(
    (
        select bool_and(v.value >= 0)
        from unnest(analytics.forecast_holt_winters(
            array[90, 70, 50, 30, 10, 5, 1, 0, 0, 0]::float8[], 24
        )) as v (value)
    ), true,
    'a fall ends at zero'
);

select * from finish();
rollback;
