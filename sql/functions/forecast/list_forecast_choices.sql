create or replace function analytics.list_forecast_choices(p_parts analytics.forecast_part[])
returns table (
    without integer, pickup_weight float8, last_year float8, exponents float8[]
)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with part as materialized (
        select p::analytics.forecast_part as part, p.months_back, p.actual
        from unnest(p_parts) as p
        where p.months_back > 0 and p.actual is not null
    ), judge as (
        -- The choice for today rests on all past forecasts, each past one on all others.
        select 0 as without
        union
        select p.months_back from part as p
    ), weighed as materialized (
        select w.weight, y.share, w.place + 10 * y.place as place, p.months_back,
            sum(abs(p.actual - analytics.blend_forecast_part(
                p.part, w.weight, y.share, array[0, 0, 0, 0, 0]
            ))) as error
        from unnest(array[null, 4, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0]::float8[])
            with ordinality as w (weight, place)
        -- A year or two are too short to tell the seasons from chance by: then last year's months
        -- may be worth more than the model.
        cross join unnest(array[0, 0.5, 1]::float8[]) with ordinality as y (share, place)
        cross join part as p
        group by w.weight, w.place, y.share, y.place, p.months_back
    ), plain as materialized (
        select distinct on (j.without) j.without, w.weight, w.share
        from judge as j
        inner join weighed as w on w.months_back <> j.without
        group by j.without, w.weight, w.share, w.place
        order by j.without, sum(w.error), w.place
    ), trial as materialized (
        select
            u.weight, u.share, e.place, e.exponent, p.months_back,
            sum(abs(p.actual - analytics.blend_forecast_part(
                p.part, u.weight, u.share, e.exponents
            ))) as error
        from (select distinct p.weight, p.share from plain as p) as u
        cross join (
            select f.place, x.exponent, array(
                select case when g = f.place then x.exponent else 0 end
                from generate_series(1, cardinality(analytics.list_forecast_features())) as g
                order by g
            ) as exponents
            from unnest(analytics.list_forecast_features()) with ordinality as f (name, place)
            cross join unnest(array[0, 1, -1]::float8[]) as x (exponent)
            -- More holidays may mean more weddings or fewer, and so may a higher price.
            where x.exponent >= 0 or f.name in ('holidays', 'price')
        ) as e
        cross join part as p
        group by u.weight, u.share, e.place, e.exponent, p.months_back
    ), gain as (
        select distinct on (p.without, t.place) p.without, t.place, t.exponent
        from plain as p
        inner join trial as t on t.weight is not distinct from p.weight and t.share = p.share
            and t.months_back <> p.without
        inner join trial as n on n.weight is not distinct from t.weight and n.share = t.share
            and n.place = t.place and n.exponent = 0 and n.months_back = t.months_back
        group by p.without, t.place, t.exponent
        -- Better by more than chance makes it, and not at a single origin only.
        having t.exponent = 0 or sum(t.error) < 0.99 * sum(n.error)
            and count(*) filter (where t.error < n.error) > 0.6 * count(*)
            and count(*) >= 4
        order by p.without, t.place, sum(t.error)
    )
    select
        j.without,
        case when exists (select from part) then (
            select p.weight from plain as p where p.without = j.without
        ) else 0.1 end,
        coalesce((select p.share from plain as p where p.without = j.without), 0),
        coalesce(
            (
                select array_agg(g.exponent order by g.place) from gain as g
                where g.without = j.without
            ),
            array_fill(0::float8, array[cardinality(analytics.list_forecast_features())])
        )
    from judge as j
$$;

comment on function analytics.list_forecast_choices(analytics.forecast_part[]) is
'How the parts are best put together: by all past forecasts (without is 0), and by all but those
made so many months ago, so that these can be judged. The weight of the books and the share of
last year''s months (0, a half, all) are those with the least error; a feature counts that lowers
it by 1 % or more and at more than 60 % of four origins or more. Without any past the weight is
0.1, and nothing else counts.';
revoke all on function analytics.list_forecast_choices(analytics.forecast_part[]) from public;
grant execute on function analytics.list_forecast_choices(analytics.forecast_part[])
to analytics_definer;
