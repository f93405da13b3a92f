create or replace function analytics.measure_impact(
    p_model analytics.forecast_models,
    p_months date[],
    p_predicted float8[],
    p_now timestamptz
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_currency text := coalesce(p_model.currency, (
        select p.currency from analytics.vendor_profiles as p
        where p.vendor_id = p_model.vendor_id
    ));
    v_start_on date;
    v_values float8[];
    v_last_year float8;
    v_known_count integer;
    v_booking_value numeric;
    v_difference float8;
begin
    select s.start_on, s.month_values
    into v_start_on, v_values
    from analytics.list_monthly_values(
        p_model.target, p_now, array[p_model.vendor_id], p_model.currency
    ) as s
    where not p_model.training_data ? 'series'
    union all
    select s.start_on, s.month_values
    from analytics.read_model_series(p_model, p_now) as s
    where p_model.training_data ? 'series';
    -- The same months of the last year that is known.
    select sum(k.month_value), count(k.month_value)
    into v_last_year, v_known_count
    from unnest(p_months) as m (month_on)
    cross join lateral (
        select v.month_value
        from generate_series(1, 4) as y (years_back)
        cross join lateral (
            select v_values[
                1 - 12 * y.years_back
                + analytics.month_number(m.month_on) - analytics.month_number(v_start_on)
            ] as month_value
        ) as v
        where v.month_value is not null
        order by y.years_back
        limit 1
    ) as k;
    v_booking_value := analytics.average_booking_value(p_model.vendor_id, v_currency, p_now);
    if p_model.target = 'satisfaction' or v_known_count < cardinality(p_months)
        or p_model.target in ('bookings', 'weddings') and v_booking_value is null
    then
        return jsonb_build_object('amount', null, 'currency', v_currency, 'reason', case
            when p_model.target = 'satisfaction' then 'stars have no price'
            when v_known_count < cardinality(p_months)
                then 'these months have no year before them to compare with'
            else 'no booking of the last twelve months has a value in ' || v_currency
        end);
    end if;
    v_difference := (select sum(p) from unnest(p_predicted) as p) - v_last_year;
    return jsonb_build_object(
        'amount', round((v_difference * case
            when p_model.target in ('bookings', 'weddings') then v_booking_value
            else 1 end)::numeric, 2),
        'currency', v_currency,
        'predictedTotal', round((v_last_year + v_difference)::numeric, 2),
        'lastYearTotal', round(v_last_year::numeric, 2),
        'averageBookingValue', case when p_model.target in ('bookings', 'weddings')
            then round(v_booking_value, 2) end
    );
end;
$$;

comment on function analytics.measure_impact(
    analytics.forecast_models, date[], float8[], timestamptz
) is
'What a forecast means in money: how much more or less than in the same months a year before, for
bookings times the average value of those of the last twelve months. Null with a reason where that
cannot be said.';
revoke all on function analytics.measure_impact(
    analytics.forecast_models, date[], float8[], timestamptz
) from public;
grant execute on function analytics.measure_impact(
    analytics.forecast_models, date[], float8[], timestamptz
) to analytics_definer;
