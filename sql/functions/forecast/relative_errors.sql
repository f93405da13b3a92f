create or replace function analytics.relative_errors(
    p_values float8[],
    p_horizon integer,
    p_offset integer
)
returns float8[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select array_agg(
        abs(p_values[cardinality(p_values) - p_offset + f.place] - f.predicted)
        / analytics.error_scale(p_values[:cardinality(p_values) - p_offset], f.predicted)
        order by f.place
    )
    from unnest(analytics.forecast_time_series(
        p_values[:cardinality(p_values) - p_offset], p_horizon
    )) with ordinality as f (predicted, place)
    where f.place <= p_offset
$$;

comment on function analytics.relative_errors(float8[], integer, integer) is
'Errors of the forecast that time_series would have made so many months before the end of a series,
relative to it.';
revoke all on function analytics.relative_errors(float8[], integer, integer) from public;
grant execute on function analytics.relative_errors(float8[], integer, integer)
to analytics_definer;
