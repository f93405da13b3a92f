begin;
\ir ../setup.psql
select plan(3);

select results_eq(
    $$
    select level, trend, loss
    from analytics.smooth_holt_winters(
        array[3, 5, 4], array_fill(1::float8, array[12]), 2, 0, 1, 0, 0, 0.9
    )
    $$,
    $$ values (4::float8, 0::float8, 6::float8) $$,
    'with alpha 1 the level is the last value, and the loss that of the naive forecast'
);
select is(
    (analytics.smooth_holt_winters(
        array[3, 5, 4], array_fill(1::float8, array[12]), 2, 0, 1, 0, 0, 0.9
    )).seasons,
    array_fill(1::float8, array[12]),
    'without gamma the seasons stay'
);
select is(
    (analytics.smooth_holt_winters(
        array[4], array_fill(1::float8, array[12]), 2, 0, 0, 0, 0.5, 0.9
    )).seasons[1],
    1.5::float8,
    'with gamma they move towards what came'
);

select * from finish();
rollback;
