create or replace function analytics.is_seasonal(p_values float8[])
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with line as (
        select
            coalesce(regr_slope(v.value, v.place), 0) as slope, avg(v.place) as middle,
            avg(v.value) as mean
        from unnest(p_values) with ordinality as v (value, place)
    ),

    points as (
        select
            v.place, v.value as raw, v.value - l.mean as value,
            v.value - l.mean - l.slope * (v.place - l.middle) as rest
        from unnest(p_values) with ordinality as v (value, place)
        cross join line as l
    ),

    autocorrelation as (
        select
            lags.months,
            sum(a.value * b.value) / (select sum(p.value * p.value) from points as p) as r
        from generate_series(1, 12) as lags (months)
        inner join points as a on true
        inner join points as b on a.place = b.place + lags.months
        -- A constant series differs from its mean by what rounding leaves.
        where (select sum(p.value * p.value) > 1e-12 * sum(p.raw * p.raw) from points as p)
        group by lags.months
    ),

    variance as (
        select sum(s.total) as total, sum(s.sum * s.sum / s.count) as of_months
        from (
            select sum(rest * rest) as total, sum(rest) as sum, count(*) as count
            from points
            group by place % 12
        ) as s
    )

    select cardinality(p_values) >= 24 and coalesce((
        select
            abs(max(a.r) filter (where a.months = 12)) > 1.645 * sqrt(
                (1 + 2 * sum(a.r * a.r) filter (where a.months < 12)) / cardinality(p_values)
            )
            or min(v.of_months) / 11
            > 2.5 * (min(v.total) - min(v.of_months)) / (cardinality(p_values) - 12)
        from autocorrelation as a
        cross join variance as v
        having count(*) > 0
    ), false)
$$;

comment on function analytics.is_seasonal(float8[]) is
'Whether a monthly series of two years or more repeats from year to year. Either its autocorrelation
at 12 months is beyond the 90 % limit of Bartlett, as in the Theta method of the M3 competition; or
its months differ, the trend taken away, by an F of more than 2.5, which is what finds smooth
seasons in three years.';
revoke all on function analytics.is_seasonal(float8[]) from public;
grant execute on function analytics.is_seasonal(float8[]) to analytics_definer;
