create or replace function analytics.blend_market(
    p_values float8[],
    p_next_month integer,
    p_horizon integer,
    p_market analytics.market_profiles
)
returns float8[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when (p_market).month_shares is null
            then analytics.forecast_time_series(p_values, p_horizon)
        else (
            select array_agg(
                w.weight * m.value + (1 - w.weight) * t.value order by t.place
            )
            from (select analytics.weigh_market(p_values) as weight) as w
            cross join unnest(analytics.forecast_time_series(p_values, p_horizon))
                with ordinality as t (value, place)
            inner join unnest(analytics.estimate_from_market(
                p_values, p_next_month, p_horizon, (p_market).month_shares, (p_market).growth
            )) with ordinality as m (value, place) on m.place = t.place
        )
    end
$$;

comment on function analytics.blend_market(
    float8[], integer, integer, analytics.market_profiles
) is
'Forecast of a monthly series by the methods of time series, blended with the market where one is
known.';
revoke all on function analytics.blend_market(
    float8[], integer, integer, analytics.market_profiles
) from public;
grant execute on function analytics.blend_market(
    float8[], integer, integer, analytics.market_profiles
) to analytics_definer;
