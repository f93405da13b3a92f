begin;
select plan(7);

-- Poisson of mean 4: the chances of up to 1, 2, 6 and 7 are 0.0916, 0.2381, 0.8893 and 0.9489.
select is(analytics.count_quantile(4, 1e-9, 0.1), 2, 'the lower limit of a Poisson count');
select is(analytics.count_quantile(4, 1e-9, 0.9), 7, 'and the upper one');
select is(analytics.count_quantile(0, 0.05, 0.975), 0, 'nothing expected, nothing comes');
-- Geometric of mean 1: the chances are 1/2, 1/4, 1/8 …
select is(analytics.count_quantile(1, 1, 0.9), 3, 'more dispersion reaches further');
select is(
    round(analytics.expect_capped(1, 1e-9, 1)::numeric, 6), round((1 - exp(-1.0))::numeric, 6),
    'of one place that one in a mean fills, the chance of anybody is taken'
);
select is(
    round(analytics.expect_capped(4, 0.05, 1000)::numeric, 6), 4::numeric(10, 6),
    'a cap that is never met takes nothing'
);
select is(analytics.expect_capped(4, 0.05, 0), 0::float8, 'without a place nothing is taken');

select * from finish();
rollback;
