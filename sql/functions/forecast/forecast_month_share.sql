create or replace function analytics.forecast_month_share(p_values float8[], p_horizon integer)
returns float8[]
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_count integer := cardinality(p_values);
    v_years integer := least(cardinality(p_values) / 12, 3);
    v_shares float8[];
    v_totals float8[];
    v_growth float8;
begin
    perform analytics.check_forecast_input(p_values, p_horizon);
    if v_years = 0 then
        -- Less than a year has no shares: its mean for every month.
        return array_fill(
            (select avg(v.value) from unnest(p_values) as v (value)), array[p_horizon]
        );
    end if;
    with months as (
        select
            v.value, (v_count - v.place) / 12 as years_ago,
            11 - (v_count - v.place) % 12 as phase,
            sum(v.value) over (partition by (v_count - v.place) / 12) as total
        from unnest(p_values) with ordinality as v (value, place)
        where v_count - v.place < 12 * v_years
    ),

    shares as (
        select phase, coalesce(avg(value / total) filter (where total > 0), 1.0 / 12) as share
        from months
        group by phase
    )

    select
        (select array_agg(s.share order by s.phase) from shares as s),
        (
            select array_agg(m.total order by m.years_ago)
            from months as m
            where m.phase = 0
        )
    into v_shares, v_totals;
    -- Half of last year's growth goes on, and half of that in the year after.
    v_growth := case when v_totals[2] > 0
        then least(greatest((v_totals[1] / v_totals[2] - 1) / 2, -0.3), 0.4) else 0 end;
    return (
        select array_agg(
            v_totals[1] * v_shares[(h.month - 1) % 12 + 1] * (
                select exp(sum(ln(1 + v_growth / 2 ^ y.number)))
                from generate_series(0, (h.month - 1) / 12) as y (number)
            ) order by h.month
        )
        from generate_series(1, p_horizon) as h (month)
    );
end;
$$;

comment on function analytics.forecast_month_share(float8[], integer) is
'Forecast of a monthly series as the level of the last twelve months, with half of their growth over
the twelve before, times the mean share of each month in the last three years: the planner''s rule
of "usual share of the year". The mean where there is less than a year. Raises ZA195 to ZA198.';
revoke all on function analytics.forecast_month_share(float8[], integer) from public;
grant execute on function analytics.forecast_month_share(float8[], integer) to analytics_definer;
