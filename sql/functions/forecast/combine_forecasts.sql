create or replace function analytics.combine_forecasts(
    p_values float8[], p_forecasts float8[][]
)
returns float8[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select array_agg(least(m.median, c.largest) order by m.month)
    from (
        select
            (f.place - 1) % array_length(p_forecasts, 2) as month,
            percentile_cont(0.5) within group (order by f.value) as median
        from unnest(p_forecasts) with ordinality as f (value, place)
        group by (f.place - 1) % array_length(p_forecasts, 2)
    ) as m
    -- What has never been near is not forecast.
    cross join (
        select 3 * max(v.value) as largest
        from unnest(p_values) with ordinality as v (value, place)
        where v.place > cardinality(p_values) - 24
    ) as c
$$;

comment on function analytics.combine_forecasts(float8[], float8[][]) is
'Month by month the median of several forecasts of a series, a row each; at most three times the
largest of its last 24 months.';
revoke all on function analytics.combine_forecasts(float8[], float8[][]) from public;
grant execute on function analytics.combine_forecasts(float8[], float8[][])
to analytics_definer;
