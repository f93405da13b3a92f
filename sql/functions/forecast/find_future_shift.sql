create or replace function analytics.find_future_shift(
    p_column float8[],
    p_target float8[],
    p_lag_months integer
)
returns integer
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    -- A column that follows what comes later to the letter was made from it. A target that repeats
    -- itself does so too, and proves nothing.
    select s.shift - p_lag_months
    from generate_series(p_lag_months, p_lag_months + 36) as s (shift)
    cross join lateral (
        select
            count(*) as pair_count,
            corr(p_column[i], p_target[i + s.shift]) as likeness,
            corr(p_target[i], p_target[i + s.shift]) as own_likeness
        from generate_series(1, cardinality(p_target) - s.shift) as i
    ) as c
    where c.pair_count >= 12 and abs(c.likeness) > 0.9999
        and coalesce(abs(c.own_likeness), 0) <= 0.9999
    order by s.shift
    limit 1
$$;

comment on function analytics.find_future_shift(float8[], float8[], integer) is
'How many months after it can be known a column equals its target, of at least 12 months; null where
it does not. 0 is the first month to be forecast: none of them may be known.';
revoke all on function analytics.find_future_shift(float8[], float8[], integer) from public;
grant execute on function analytics.find_future_shift(float8[], float8[], integer)
to analytics_definer;
