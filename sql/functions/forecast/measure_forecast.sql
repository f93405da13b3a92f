create or replace function analytics.measure_forecast(
    p_actual float8[],
    p_predicted float8[],
    p_past float8[],
    out mase float8,
    out smape float8,
    out accuracy float8,
    out mae float8
)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select
        -- Hyndman & Koehler 2006: 1 is seasonal naive within the past.
        e.mae / nullif((
            select avg(abs(p_past[i] - p_past[i - 12]))
            from generate_series(13, cardinality(p_past)) as i
        ), 0),
        e.smape, 1 - e.mae / nullif(e.mean, 0), e.mae
    from (
        select
            avg(abs(a.actual - a.predicted)) as mae, avg(a.actual) as mean,
            200 * avg(
                abs(a.actual - a.predicted)
                / coalesce(nullif(abs(a.actual) + abs(a.predicted), 0), 1)
            ) as smape
        from unnest(p_actual, p_predicted) as a (actual, predicted)
        where a.actual is not null and a.predicted is not null
    ) as e
$$;

comment on function analytics.measure_forecast(float8[], float8[], float8[]) is
'How good a forecast was: MASE (null where the past has no second year, or repeats itself exactly),
sMAPE (0 to 200), accuracy (1 - WAPE; null where nothing came) and the mean absolute error.';
revoke all on function analytics.measure_forecast(float8[], float8[], float8[]) from public;
grant execute on function analytics.measure_forecast(float8[], float8[], float8[])
to analytics_definer;
