create or replace function analytics.seasonal_indices(p_values float8[])
returns float8[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with windows as (
        select
            v.place, v.value,
            -- Centred over twelve months: half of the first and of the thirteenth.
            (
                sum(v.value) over (order by v.place rows between 6 preceding and 5 following)
                + sum(v.value) over (order by v.place rows between 5 preceding and 6 following)
            ) / 24 as trend
        from unnest(p_values) with ordinality as v (value, place)
    ),

    ratios as (
        select (place - 1) % 12 as phase, avg(value / trend) as ratio
        from windows
        where place between 7 and cardinality(p_values) - 6 and trend > 0
        group by (place - 1) % 12
    ),

    complete as (
        select p.phase, coalesce(r.ratio, 1) as ratio
        from generate_series(0, 11) as p (phase)
        left join ratios as r on r.phase = p.phase
    ),

    scaled as (
        select phase, ratio / nullif(avg(ratio) over (), 0) as ratio
        from complete
    )

    -- Not quite zero, because months are divided by it.
    select case when analytics.is_seasonal(p_values)
        then array_agg(greatest(coalesce(ratio, 1), 0.01) order by phase)
        else array_fill(1::float8, array[12])
    end
    from scaled
$$;

comment on function analytics.seasonal_indices(float8[]) is
'Twelve multipliers, the first for the first month of the series and every twelfth after it, by
classical multiplicative decomposition; all 1 where the series is not seasonal.';
revoke all on function analytics.seasonal_indices(float8[]) from public;
grant execute on function analytics.seasonal_indices(float8[]) to analytics_definer;
