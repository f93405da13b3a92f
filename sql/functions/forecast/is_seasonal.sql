create or replace function analytics.is_seasonal(p_values float8 [])
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with points as (
        select v.place, v.value as raw, v.value - avg(v.value) over () as value
        from unnest(p_values) with ordinality as v (value, place)
    ),

    lagged as (
        select
            raw, value,
            lag(value, 1) over w as l1, lag(value, 2) over w as l2, lag(value, 3) over w as l3,
            lag(value, 4) over w as l4, lag(value, 5) over w as l5, lag(value, 6) over w as l6,
            lag(value, 7) over w as l7, lag(value, 8) over w as l8, lag(value, 9) over w as l9,
            lag(value, 10) over w as l10, lag(value, 11) over w as l11,
            lag(value, 12) over w as l12
        from points
        window w as (order by place)
    ),

    sums as (
        select
            sum(value * value) as v, sum(raw * raw) as squares, sum(value * l12) as yearly,
            array[
                sum(value * l1), sum(value * l2), sum(value * l3), sum(value * l4),
                sum(value * l5), sum(value * l6), sum(value * l7), sum(value * l8),
                sum(value * l9), sum(value * l10), sum(value * l11)
            ] as others
        from lagged
    )

    select cardinality(p_values) >= 24 and coalesce((
        select
            abs(s.yearly / s.v) > 1.645 * sqrt((
                select 1 + 2 * sum((o.value / s.v) ^ 2) from unnest(s.others) as o (value)
            ) / cardinality(p_values))
        from sums as s
        -- A constant series differs from its mean by what rounding leaves.
        where s.v > 1e-12 * s.squares
    ), false)
$$;

comment on function analytics.is_seasonal(float8 []) is
'Whether a monthly series of two years or more repeats from year to year: its autocorrelation at 12
months is beyond the 90 % limit of Bartlett, as in the Theta method of the M3 competition.';
revoke all on function analytics.is_seasonal(float8 []) from public;
grant execute on function analytics.is_seasonal(float8 []) to analytics_definer;
