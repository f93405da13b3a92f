create or replace function analytics.judge_trained_model(
    p_parts analytics.forecast_part[],
    p_errors analytics.forecast_error[],
    p_months analytics.trained_month[],
    p_model_id uuid,
    p_exponents float8[]
)
returns analytics.trained_forecast
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_origins_min constant integer := 2;
    c_months_min constant integer := 12;
    -- As for a feature of the trade: better by more than chance makes it.
    c_gain constant float8 := 0.99;
    v_parts analytics.forecast_part[] := analytics.replace_model(p_parts, p_months, p_model_id);
    v_past analytics.forecast_part[] := array(
        select p from unnest(v_parts) as p
        where p.months_back > 0 and p.actual is not null and p.ahead < 12
    );
    v_choices analytics.forecast_choice[] := analytics.collect_forecast_choices(v_past);
    v_found analytics.trained_forecast;
    v_with_features analytics.forecast_error[];
    v_total float8;
begin
    v_found.model_id := p_model_id;
    v_found.parts := v_parts;
    v_found.pickup_weight := v_choices[1].pickup_weight;
    v_found.last_year := v_choices[1].last_year;
    v_found.exponents := v_choices[1].exponents;
    v_found.errors := array(
        select e from analytics.list_forecast_errors(v_past, v_choices) as e
    );
    -- Few origins choose no features of their own; those chosen by the many may help here too.
    if p_exponents <> v_found.exponents then
        v_with_features := array(
            select row(
                e.months_back, e.ahead, e.actual, e.naive, e.level, e.books, f.forecast,
                analytics.count_to_come(f.forecast, e.books, p.booked_share, e.level)
            )::analytics.forecast_error
            from unnest(v_choices) as c
            inner join unnest(v_past) as p on p.months_back = c.without
            inner join unnest(v_found.errors) as e
                on e.months_back = p.months_back and e.ahead = p.ahead
            cross join lateral (
                select analytics.blend_forecast_part(
                    p, c.pickup_weight, c.last_year, p_exponents
                ) as forecast
            ) as f
        );
        if (select sum(abs(e.actual - e.forecast)) from unnest(v_with_features) as e)
            < c_gain * (select sum(abs(e.actual - e.forecast)) from unnest(v_found.errors) as e)
        then
            v_found.errors := v_with_features;
            v_found.exponents := p_exponents;
        end if;
    end if;
    select
        count(distinct t.months_back), count(*), sum(abs(t.actual - t.forecast)),
        sum(abs(s.actual - s.forecast)), sum(t.actual)
    into v_found.origin_count, v_found.month_count, v_found.error, v_found.error_without, v_total
    from unnest(v_found.errors) as t
    inner join unnest(p_errors) as s on s.months_back = t.months_back and s.ahead = t.ahead;
    v_found.accuracy := greatest(0, 1 - v_found.error / nullif(v_total, 0));
    v_found.accuracy_without := greatest(0, 1 - v_found.error_without / nullif(v_total, 0));
    v_found.reason := case
        when not exists (
            select from unnest(p_months) as t
            where t.model_id = p_model_id and t.months_back = 0 and t.ahead = 0
        ) then 'it has no forecast of the month under way'
        when v_found.origin_count < c_origins_min or v_found.month_count < c_months_min
            then 'there are too few past forecasts to judge it by'
        when v_found.error >= c_gain * v_found.error_without
            then 'past forecasts were not better with it'
    end;
    return v_found;
end;
$$;

comment on function analytics.judge_trained_model(
    analytics.forecast_part[], analytics.forecast_error[], analytics.trained_month[], uuid, float8[]
) is
'How past forecasts would have been with a trained model in the place of the methods of time series,
beside how they were without it, at the same origins and of the same months: books and features are
put together anew, by the other origins. reason says why it is not used; null where it is.';
revoke all on function analytics.judge_trained_model(
    analytics.forecast_part[], analytics.forecast_error[], analytics.trained_month[], uuid, float8[]
) from public;
grant execute on function analytics.judge_trained_model(
    analytics.forecast_part[], analytics.forecast_error[], analytics.trained_month[], uuid, float8[]
) to analytics_definer;
