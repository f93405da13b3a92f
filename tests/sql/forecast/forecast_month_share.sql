begin;
\ir ../setup.psql
\ir helpers.psql
select plan(6);

select is(
    pg_temp.rounded(analytics.forecast_month_share(pg_temp.seasonal(36), 12)),
    pg_temp.rounded(pg_temp.seasonal(12)),
    'level times share of an exact seasonal series is the series'
);
select is(
    pg_temp.rounded(analytics.forecast_month_share(pg_temp.seasonal(40), 12)),
    pg_temp.rounded((pg_temp.seasonal(52))[41:52]),
    'whatever month it ends in'
);
select is(
    (
        select round((sum(v.value) / 120)::numeric, 6)
        from unnest(analytics.forecast_month_share(pg_temp.seasonal(36, 0.1), 12)) as v (value)
    ), 1.2705::numeric(10, 6),
    'half of last year''s growth goes on'
);
select is(
    (
        select round((sum(v.value) / 120)::numeric, 6)
        from unnest(analytics.forecast_month_share(pg_temp.seasonal(36, 0.1), 24))
        with ordinality as v (value, place)
        where v.place > 12
    ), round(1.2705 * 1.025, 6),
    'and half of that in the year after'
);
select is(
    analytics.forecast_month_share(array[2, 4]::float8[], 3), array[3, 3, 3]::float8[],
    'less than a year has its mean'
);
select is(
    analytics.forecast_month_share(array_fill(0::float8, array[24]), 2), array[0, 0]::float8[],
    'two years of nothing have no shares, and are forecast as nothing'
);

select * from finish();
rollback;
