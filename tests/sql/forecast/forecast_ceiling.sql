begin;
\ir ../setup.psql
select plan(4);

select results_eq(
    $$
    select round(analytics.forecast_ceiling(m)::numeric, 2)
    from unnest(array[4, 8, 15, 30, 60]::float8[]) as m
    $$,
    $$ values (0.61), (0.72), (0.80), (0.85), (0.90) $$,
    'chance alone limits the accuracy of small counts'
);
select is(analytics.forecast_ceiling(0), 0::float8, 'nothing cannot be forecast with accuracy');
select cmp_ok(
    abs(analytics.forecast_ceiling(1000) - analytics.forecast_ceiling(1000.001)), '<', 1e-5::float8,
    'the limit for large counts continues that for small ones'
);
select is(
    round(analytics.forecast_ceiling(0.5)::numeric, 6), 0::numeric(10, 6),
    'below one a month the best forecast is none'
);

select * from finish();
rollback;
