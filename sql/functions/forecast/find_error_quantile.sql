create or replace function analytics.find_error_quantile(
    p_errors analytics.forecast_error[],
    p_ahead integer,
    p_level float8,
    p_without integer default null
)
returns float8
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with error as materialized (
        select
            abs(e.actual - e.forecast) / analytics.forecast_deviation(e.to_come, e.books)
                as relative,
            least(e.ahead / 3, 2) = least(p_ahead / 3, 2) as is_near
        from unnest(p_errors) as e
        where e.months_back is distinct from p_without
    ), used as (
        select
            r.relative,
            row_number() over (order by r.relative) as place,
            count(*) over () as error_count
        from error as r
        -- Errors at a like distance, where they are enough for a quantile of their own.
        where r.is_near or (select count(*) from error as n where n.is_near) < 20
    )
    select min(u.relative) from used as u
    where u.place >= least(ceil((u.error_count + 1) * p_level), u.error_count)
$$;

comment on function analytics.find_error_quantile(
    analytics.forecast_error[], integer, float8, integer
) is
'The conformal quantile (Vovk, Gammerman and Shafer 2005) of past errors, in deviations, one to
three, four to six, or more months ahead; of all distances where fewer than 20 are as far. Those
made p_without months ago are left out. Null without a past.';
revoke all on function analytics.find_error_quantile(
    analytics.forecast_error[], integer, float8, integer
) from public;
grant execute on function analytics.find_error_quantile(
    analytics.forecast_error[], integer, float8, integer
) to analytics_definer;
