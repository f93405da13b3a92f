create or replace function analytics.newcombe_interval(
    p_hits float8,
    p_tries float8,
    p_other_hits float8,
    p_other_tries float8,
    p_deviations float8,
    out difference float8,
    out low float8,
    out high float8
)
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select
        s.a - s.b,
        s.a - s.b - sqrt((s.a - w.low) ^ 2 + (o.high - s.b) ^ 2),
        s.a - s.b + sqrt((w.high - s.a) ^ 2 + (s.b - o.low) ^ 2)
    from (select p_hits / p_tries as a, p_other_hits / p_other_tries as b) as s
    cross join analytics.wilson_interval(p_hits, p_tries, p_deviations) as w
    cross join analytics.wilson_interval(p_other_hits, p_other_tries, p_deviations) as o
$$;

comment on function analytics.newcombe_interval(float8, float8, float8, float8, float8) is
'The difference of two shares with its interval by the hybrid score method (Newcombe 1998, method
10); p_deviations is 1.96 for 95 %.';
revoke all on function analytics.newcombe_interval(float8, float8, float8, float8, float8)
from public;
grant execute on function analytics.newcombe_interval(float8, float8, float8, float8, float8)
to analytics_definer;
