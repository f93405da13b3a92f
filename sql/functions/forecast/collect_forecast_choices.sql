create or replace function analytics.collect_forecast_choices(p_parts analytics.forecast_part[])
returns analytics.forecast_choice[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select array_agg(
        row(c.without, c.pickup_weight, c.last_year, c.exponents)::analytics.forecast_choice
        order by c.without
    )
    from analytics.list_forecast_choices(p_parts) as c
$$;

comment on function analytics.collect_forecast_choices(analytics.forecast_part[]) is
'The choices of analytics.list_forecast_choices at once, today''s first: they are what takes most of
the time of a forecast, and are needed more than once.';
revoke all on function analytics.collect_forecast_choices(analytics.forecast_part[]) from public;
grant execute on function analytics.collect_forecast_choices(analytics.forecast_part[])
to analytics_definer;
