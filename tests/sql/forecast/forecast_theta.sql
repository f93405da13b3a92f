begin;
\ir ../setup.psql
\ir helpers.psql
select plan(7);

select is(
    analytics.forecast_theta(array_fill(7::float8, array[30]), 3), array[7, 7, 7]::float8[],
    'exponential smoothing of a constant is the constant'
);
select is(
    analytics.forecast_theta(array[5]::float8[], 2), array[5, 5]::float8[],
    'a single month is forecast as it was'
);
select is(
    (
        select array_agg(distinct round((f.next - f.value)::numeric, 6))
        from (
            select
                v.value,
                lead(v.value) over (order by v.place) as next
            from unnest(analytics.forecast_theta(pg_temp.line(40), 12)) with ordinality
                as v (value, place)
        ) as f
        where f.next is not null
    ), array[1::numeric(10, 6)],
    'of a line, half the slope goes on'
);
select is(
    pg_temp.rounded(analytics.forecast_theta(pg_temp.seasonal(48), 14)),
    pg_temp.rounded(pg_temp.seasonal(14)),
    'a year that repeats itself goes on'
);
select is(
    pg_temp.rounded(
        analytics.forecast_theta(array_fill(10::float8, array[36]) || pg_temp.seasonal(100), 12)
    ),
    pg_temp.rounded(
        (analytics.forecast_theta(
            array_fill(10::float8, array[36]) || pg_temp.seasonal(100), 24
        ))[1:12]
    ),
    'a longer horizon begins with the shorter one'
);
select cmp_ok(
    abs(1 - (
        select regr_slope(f.value, s.value)
        from unnest(
            analytics.forecast_theta(array_fill(10::float8, array[36]) || pg_temp.seasonal(100), 12)
        ) with ordinality as f (value, place)
        inner join unnest((pg_temp.seasonal(112))[101:112]) with ordinality as s (value, place)
            on f.place = s.place
    )), '<', 0.02::float8,
    'seasons are those of the last eight years, in phase'
);
select is(
    (
        select bool_and(v.value = 0)
        from unnest(analytics.forecast_theta(array_fill(0::float8, array[36]), 12)) as v (value)
    ), true,
    'of nothing comes nothing'
);

select * from finish();
rollback;
