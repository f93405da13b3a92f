create or replace function analytics.measure_past_forecasts(
    p_errors analytics.forecast_error[],
    p_history float8[]
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with error as materialized (
        select
            e.*, abs(e.actual - e.forecast) as miss, abs(e.actual - e.naive) as naive_miss,
            least(e.ahead / 3, 2) as distance
        from unnest(p_errors) as e
    ), width as materialized (
        -- Limits as they would have been without the origin that is judged.
        select
            w.months_back, w.distance, l.level,
            analytics.find_error_quantile(p_errors, w.distance * 3, l.level, w.months_back) as half
        from (select distinct e.months_back, e.distance from error as e) as w
        cross join unnest(array[0.8, 0.95]::float8[]) as l (level)
    ), covered as (
        select w.level, avg((e.actual between l.low and l.high)::integer) as share
        from error as e
        inner join width as w on w.months_back = e.months_back and w.distance = e.distance
        cross join lateral analytics.find_forecast_limits(
            e.forecast, e.books, e.to_come, w.half, e.level * 12, w.level
        ) as l
        group by w.level
    ), naive_step as (
        select avg(abs(a.value - b.value)) as error
        from unnest(p_history) with ordinality as a (value, place)
        inner join unnest(p_history) with ordinality as b (value, place) on b.place = a.place - 12
    ), year as (
        select
            e.months_back, sum(e.actual) as actual, sum(e.forecast) as forecast,
            sum(e.naive) as naive
        from error as e
        where e.ahead < 12
        group by e.months_back
        having count(*) = 12
    ), distance as (
        select jsonb_agg(jsonb_build_object(
            'monthsAhead', (array['1–3', '4–6', '7–12'])[d.distance + 1],
            'accuracy', d.accuracy, 'seasonalNaiveAccuracy', d.naive_accuracy
        ) order by d.distance) as listed
        from (
            select
                e.distance,
                round(greatest(0, 1 - sum(e.miss) / nullif(sum(e.actual), 0))::numeric, 3)
                    as accuracy,
                round(greatest(0, 1 - sum(e.naive_miss) / nullif(sum(e.actual), 0))::numeric, 3)
                    as naive_accuracy
            from error as e
            group by e.distance
        ) as d
    )
    select jsonb_build_object(
        'origins', count(distinct e.months_back),
        'months', count(*),
        'accuracy', round(greatest(0, 1 - sum(e.miss) / nullif(sum(e.actual), 0))::numeric, 3),
        'mase', round((avg(e.miss) / nullif((select n.error from naive_step as n), 0))::numeric, 3),
        'versusSeasonalNaive', jsonb_build_object(
            'accuracy',
            round(greatest(0, 1 - sum(e.naive_miss) / nullif(sum(e.actual), 0))::numeric, 3),
            'mase',
            round((
                avg(e.naive_miss) / nullif((select n.error from naive_step as n), 0)
            )::numeric, 3),
            'errorRatio', round((sum(e.miss) / nullif(sum(e.naive_miss), 0))::numeric, 3)
        ),
        'coverage', jsonb_build_object(
            '80', (select round(c.share, 3) from covered as c where c.level = 0.8),
            '95', (select round(c.share, 3) from covered as c where c.level > 0.9)
        ),
        'byDistance', (select d.listed from distance as d),
        'yearAccuracy', (
            select round(greatest(0, 1 - avg(abs(y.actual - y.forecast) / y.actual))::numeric, 3)
            from year as y where y.actual > 0
        ),
        'yearOrigins', (select count(*) from year as y where y.actual > 0),
        'yearErrors', (
            select jsonb_agg(abs(y.actual - y.forecast) / y.forecast
                order by abs(y.actual - y.forecast) / y.forecast)
            from year as y where y.forecast > 0
        )
    )
    from error as e
    having count(*) > 0
$$;

comment on function analytics.measure_past_forecasts(analytics.forecast_error[], float8[]) is
'How good past forecasts were: accuracy is 1 - WAPE over all their months, mase relative to the
mean step from year to year in p_history (the whole series), coverage how many months came inside
their limits, the year by its total. yearErrors are relative and sorted. Null without a past.';
revoke all on function analytics.measure_past_forecasts(analytics.forecast_error[], float8[])
from public;
grant execute on function analytics.measure_past_forecasts(analytics.forecast_error[], float8[])
to analytics_definer;
