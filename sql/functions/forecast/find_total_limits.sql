create or replace function analytics.find_total_limits(
    p_total float8,
    p_books float8,
    p_level_count float8,
    p_year_errors jsonb,
    p_level float8,
    out low integer,
    out high integer
)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select
        floor(greatest(p_total - w.half, 0.9 * p_books, 0))::integer,
        ceil(p_total + w.half)::integer
    from (
        select coalesce(jsonb_array_length(p_year_errors), 0) < 3 as is_short
    ) as v
    cross join lateral (
        select greatest(
            -- No year is surer than chance, and the count that its level rests on, allow.
            case when p_level < 0.9 then 1.2816 else 1.96 end * sqrt(
                greatest(p_total - p_books, 0)
                + p_total ^ 2 * (
                    case when v.is_short then 0.02 else 0 end + 1 / (p_level_count + 0.5)
                ) * (1 - least(1, p_books / nullif(p_total, 0))) ^ 2
            ),
            p_total * coalesce((
                p_year_errors ->> (least(
                    ceil((jsonb_array_length(p_year_errors) + 1) * p_level)::integer,
                    jsonb_array_length(p_year_errors)
                ) - 1)
            )::float8, 0),
            -- So few years have no quantile of 95 %: that of 80 %, as much wider as it would be.
            case when p_level > 0.9 then 1.53 else 1 end * p_total * coalesce((
                p_year_errors ->> (least(
                    ceil((jsonb_array_length(p_year_errors) + 1) * 0.8)::integer,
                    jsonb_array_length(p_year_errors)
                ) - 1)
            )::float8, 0)
        ) as half
    ) as w
$$;

comment on function analytics.find_total_limits(float8, float8, float8, jsonb, float8) is
'Whole limits of the total of a year for a level such as 0.8: the conformal quantile of the
relative errors of past totals (sorted), at least what chance and the number of bookings that the
level was counted from leave open for what is not on the books yet.';
revoke all on function analytics.find_total_limits(float8, float8, float8, jsonb, float8)
from public;
grant execute on function analytics.find_total_limits(float8, float8, float8, jsonb, float8)
to analytics_definer;
