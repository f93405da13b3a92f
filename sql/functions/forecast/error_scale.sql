create or replace function analytics.error_scale(p_values float8[], p_predicted float8)
returns float8
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select greatest(p_predicted, coalesce(0.25 * avg(v), 1))
    from unnest(p_values[greatest(1, cardinality(p_values) - 23):]) as v
    where v > 0
$$;

comment on function analytics.error_scale(float8[], float8) is
'What the error of a forecast is relative to: the forecast, but at least a quarter of a usual month,
so that a month of zero makes no interval narrower.';
revoke all on function analytics.error_scale(float8[], float8) from public;
grant execute on function analytics.error_scale(float8[], float8) to analytics_definer;
