create or replace function analytics.wilson_interval(
    p_hits float8,
    p_tries float8,
    p_deviations float8,
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
        case when p_hits <= 0 then 0 else w.middle - w.half end,
        case when p_hits >= p_tries then 1 else w.middle + w.half end
    from (
        select
            (p_hits + p_deviations ^ 2 / 2) / (p_tries + p_deviations ^ 2) as middle,
            p_deviations * sqrt(p_hits * (p_tries - p_hits) / p_tries + p_deviations ^ 2 / 4)
                / (p_tries + p_deviations ^ 2) as half
    ) as w
    where p_tries > 0
$$;

comment on function analytics.wilson_interval(float8, float8, float8) is
'The interval of a share by the score method (Wilson 1927); p_deviations is 1.96 for 95 %.';
revoke all on function analytics.wilson_interval(float8, float8, float8) from public;
grant execute on function analytics.wilson_interval(float8, float8, float8) to analytics_definer;
