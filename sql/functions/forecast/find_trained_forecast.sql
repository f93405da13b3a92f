create or replace function analytics.find_trained_forecast(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_parts analytics.forecast_part[],
    p_errors analytics.forecast_error[],
    p_exponents float8[]
)
returns analytics.trained_forecast
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_months analytics.trained_month[] := array(
        select t from analytics.list_trained_months(p_vendor_id, p_date_basis, p_today) as t
    );
    v_own_offsets integer[];
    v_parts analytics.forecast_part[] := p_parts;
    v_past analytics.forecast_part[];
    v_errors analytics.forecast_error[] := p_errors;
    v_tried analytics.trained_forecast;
    v_found analytics.trained_forecast;
begin
    if cardinality(v_months) = 0 or cardinality(p_parts) = 0 then
        return null;
    end if;
    -- A model that was trained a month ago has looked back from other months than these parts do.
    v_own_offsets := array(
        select distinct t.months_back from unnest(v_months) as t
        where not exists (
            select from unnest(p_parts) as p where p.months_back = t.months_back
        )
    );
    if cardinality(v_own_offsets) > 0 then
        v_parts := v_parts || array(
            select p
            from analytics.list_forecast_parts(
                p_vendor_id, p_date_basis, p_today, 12, v_own_offsets
            ) as p
        );
        v_past := array(
            select p from unnest(v_parts) as p
            where p.months_back > 0 and p.actual is not null and p.ahead < 12
        );
        v_errors := array(
            select e
            from analytics.list_forecast_errors(
                v_past, analytics.collect_forecast_choices(v_past)
            ) as e
        );
    end if;
    for v_tried in
        select j.*
        from (select distinct t.model_id from unnest(v_months) as t) as m
        cross join lateral analytics.judge_trained_model(
            v_parts, v_errors, v_months, m.model_id, p_exponents
        ) as j
        order by j.reason is null desc, j.error / nullif(j.error_without, 0) nulls last, j.model_id
        limit 1
    loop
        v_found := v_tried;
    end loop;
    return v_found;
end;
$$;

comment on function analytics.find_trained_forecast(
    uuid, text, date, analytics.forecast_part[], analytics.forecast_error[], float8[]
) is
'Of a vendor''s trained models the one with which past forecasts were best beside those without it,
used or with the reason why not; null where there is none.';
revoke all on function analytics.find_trained_forecast(
    uuid, text, date, analytics.forecast_part[], analytics.forecast_error[], float8[]
) from public;
grant execute on function analytics.find_trained_forecast(
    uuid, text, date, analytics.forecast_part[], analytics.forecast_error[], float8[]
) to analytics_definer;
