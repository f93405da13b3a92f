begin;
\ir ../setup.psql
\ir helpers.psql
select plan(7);

select is(
    pg_temp.rounded(analytics.seasonal_indices(pg_temp.seasonal(36))),
    (
        select array_agg(round((v.value / 10)::numeric, 6) order by v.place)
        from unnest(pg_temp.seasonal(12)) with ordinality as v (value, place)
    ),
    'of an exact seasonal series they are its months over their mean'
);
select is(
    analytics.seasonal_indices(pg_temp.line(36)), array_fill(1::float8, array[12]),
    'a line has none'
);
select is(analytics.is_seasonal(pg_temp.seasonal(24)), true, 'two years can be seasonal');
select is(analytics.is_seasonal(pg_temp.seasonal(23)), false, 'less cannot');
select is(
    analytics.is_seasonal(array_fill(1e9::float8 / 3, array[60])), false,
    'a constant is not, whatever rounding leaves of it'
);
select is(analytics.is_seasonal(array_fill(0::float8, array[60])), false, 'nor is nothing');
select cmp_ok(
    (
        select min(v.value) from unnest(analytics.seasonal_indices(
            array[
                0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0,
                0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0
            ]
        )) as v (value)
    ), '>', 0::float8, 'a month that is always empty is not divided by zero'
);

select * from finish();
rollback;
