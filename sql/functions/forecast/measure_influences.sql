create or replace function analytics.measure_influences(
    p_parts analytics.forecast_part[],
    p_weight float8,
    p_last_year float8,
    p_exponents float8[]
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with part as materialized (
        select p::analytics.forecast_part as part, p.months_back, p.actual, p.level, p.model,
            p.naive, p.factors
        from unnest(p_parts) as p
    ), past as materialized (
        select p.* from part as p where p.months_back > 0 and p.actual is not null
    ), flat as (
        select
            sum(abs(p.actual - p.level)) as level_error,
            sum(abs(p.actual - (1 - p_last_year) * p.model - p_last_year * p.naive))
                as model_error,
            sum(abs(p.actual - analytics.blend_forecast_part(
                p.part, p_weight, p_last_year, array[0, 0, 0, 0, 0]
            ))) as books_error
        from past as p
    ), feature as (
        select
            f.name, f.place, coalesce(p_exponents[f.place], 0) as exponent,
            (
                select avg(p.factors[f.place]) from part as p where p.months_back = 0
            ) as factor,
            (select bool_or(p.factors[f.place] <> 1) from part as p) as is_known,
            (
                select min(t.error) from (
                    select sum(abs(p.actual - analytics.blend_forecast_part(
                        p.part, p_weight, p_last_year, array(
                            select case when g = f.place then x.exponent else 0 end
                            from generate_series(1, 5) as g order by g
                        )
                    ))) as error
                    from unnest(case
                        when coalesce(p_exponents[f.place], 0) <> 0
                            then array[p_exponents[f.place]]
                        when f.name in ('holidays', 'price') then array[1, -1]
                        else array[1]
                    end::float8[]) as x (exponent)
                    cross join past as p
                    group by x.exponent
                ) as t
            ) as error
        from unnest(analytics.list_forecast_features()) with ordinality as f (name, place)
    )
    select jsonb_agg(i.influence order by i.importance desc nulls last, i.place)
    from (
        select 0 as place, 1 - f.model_error / nullif(f.level_error, 0) as importance,
            jsonb_build_object(
                'name', 'month', 'isUsed', true,
                'importance', round((1 - f.model_error / nullif(f.level_error, 0))::numeric, 3),
                'lastYearShare', p_last_year,
                'description', 'the season and the trend of the vendor''s own months and the market'
            ) as influence
        from flat as f
        union all
        select 1, 1 - f.books_error / nullif(f.model_error, 0),
            jsonb_build_object(
                'name', 'books', 'isUsed', p_weight is not null,
                'importance', round((1 - f.books_error / nullif(f.model_error, 0))::numeric, 3),
                'description', 'what is on the books, and what still came in from this day on for '
                    'the same month of the year before'
            )
        from flat as f
        union all
        select 1 + e.place, 1 - e.error / nullif(f.books_error, 0),
            jsonb_build_object(
                'name', e.name, 'isUsed', e.exponent <> 0,
                'importance', case when e.is_known then
                    round((1 - e.error / nullif(f.books_error, 0))::numeric, 3) end,
                'effect', case when e.exponent <> 0
                    then round((e.factor ^ e.exponent - 1)::numeric, 3) end,
                'description', case e.name
                    when 'saturdays' then 'the number of Saturdays of a month'
                    when 'holidays' then 'the number of public holidays of a month'
                    when 'inquiries' then 'inquiries of the last 91 days beside a year before'
                    when 'price' then 'the mean booking value of half a year beside a year before'
                    else 'growth of the market beside the own'
                end,
                'reason', case
                    when e.exponent <> 0 then null
                    when not coalesce(e.is_known, false) then 'nothing is known of it here'
                    when e.error is null then 'there is no past forecast to judge it by'
                    else 'past forecasts were not better with it'
                end
            )
        from feature as e
        cross join flat as f
    ) as i
$$;

comment on function analytics.measure_influences(
    analytics.forecast_part[], float8, float8, float8[]
) is
'What a forecast rests on, the most important first: importance is by which share the error of past
forecasts is smaller with it than without (below zero it was larger), effect by how much it moves
the months ahead on average. What is not used says why.';
revoke all on function analytics.measure_influences(
    analytics.forecast_part[], float8, float8, float8[]
) from public;
grant execute on function analytics.measure_influences(
    analytics.forecast_part[], float8, float8, float8[]
) to analytics_definer;
