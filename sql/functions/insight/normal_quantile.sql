create or replace function analytics.normal_quantile(p_level float8)
returns float8
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select sign(p_level - 0.5) * (
        t.root - (2.515517 + 0.802853 * t.root + 0.010328 * t.root ^ 2)
        / (1 + 1.432788 * t.root + 0.189269 * t.root ^ 2 + 0.001308 * t.root ^ 3)
    )
    from (select sqrt(-2 * ln(least(p_level, 1 - p_level))) as root) as t
$$;

comment on function analytics.normal_quantile(float8) is
'By how many deviations a level such as 0.975 lies above the mean of a normal distribution
(Abramowitz and Stegun 26.2.23, to half a thousandth).';
revoke all on function analytics.normal_quantile(float8) from public;
grant execute on function analytics.normal_quantile(float8) to analytics_definer;
