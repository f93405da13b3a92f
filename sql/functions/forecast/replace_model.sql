create or replace function analytics.replace_model(
    p_parts analytics.forecast_part[],
    p_months analytics.trained_month[],
    p_model_id uuid
)
returns analytics.forecast_part[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select array_agg(
        row(
            p.months_back, p.ahead, p.month_number, coalesce(t.predicted, p.model), p.naive,
            p.books, p.pickup, p.booked_share, p.factors, p.actual, p.level
        )::analytics.forecast_part
        order by p.months_back, p.ahead
    )
    from unnest(p_parts) as p
    left join unnest(p_months) as t on t.model_id = p_model_id
        and t.months_back = p.months_back and t.ahead = p.ahead
    -- Further ahead than it looks the methods of time series go on; the past is what it said.
    where t.predicted is not null or p.months_back = 0
$$;

comment on function analytics.replace_model(
    analytics.forecast_part[], analytics.trained_month[], uuid
) is
'The parts of a forecast with what a trained model says in the place of the methods of time series:
of the past those months only of which it says anything.';
revoke all on function analytics.replace_model(
    analytics.forecast_part[], analytics.trained_month[], uuid
) from public;
grant execute on function analytics.replace_model(
    analytics.forecast_part[], analytics.trained_month[], uuid
) to analytics_definer;
