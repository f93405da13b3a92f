create or replace function analytics.compose_ceiling(p_forecast jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'averagePerMonth', round(c.mean::numeric, 1),
        'monthly', round(c.monthly::numeric, 2),
        'monthlyWithoutBooks', round(analytics.forecast_ceiling(c.mean)::numeric, 2),
        'year', round(c.yearly::numeric, 2),
        'statement', format(
            'At %s a month on average, chance alone keeps any forecast of single months below an '
            'accuracy of %s %% without bookings on the books, and below %s %% with those that are '
            'there now; of the year, below %s %%.',
            round(c.mean::numeric, 1), round(100 * analytics.forecast_ceiling(c.mean)::numeric),
            round(100 * c.monthly::numeric),
            round(100 * c.yearly::numeric)
        )
    )
    from (
        select
            avg(m.forecast) as mean, sum(m.forecast) as total,
            1 - sum(greatest(m.forecast - m.books, 0)) * (1 - analytics.forecast_ceiling(
                sum(greatest(m.forecast - m.books, 0))
            )) / nullif(sum(m.forecast), 0) as yearly,
            1 - sum(
                greatest(m.forecast - m.books, 0)
                * (1 - analytics.forecast_ceiling(greatest(m.forecast - m.books, 0)))
            ) / nullif(sum(m.forecast), 0) as monthly
        from jsonb_to_recordset(jsonb_path_query_array(p_forecast, '$.months[0 to 11]'))
            as m (forecast float8, books float8)
    ) as c
    where c.total > 0
$$;

comment on function analytics.compose_ceiling(jsonb) is
'The accuracy that no forecast of so many bookings passes, as analytics.forecast_ceiling has it for
what is not on the books yet: for the months and the total of the first year. Null where nothing
is forecast.';
revoke all on function analytics.compose_ceiling(jsonb) from public;
grant execute on function analytics.compose_ceiling(jsonb) to analytics_definer;
