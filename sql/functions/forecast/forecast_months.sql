create or replace function analytics.forecast_months(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_horizon integer
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_this_month integer := analytics.month_number(p_today);
    v_first_month integer := analytics.find_first_month(p_vendor_id, p_date_basis, p_today);
    v_history float8[];
    v_parts analytics.forecast_part[];
    v_past analytics.forecast_part[];
    v_errors analytics.forecast_error[];
    v_market analytics.market_profiles;
    v_choices analytics.forecast_choice[];
    v_choice analytics.forecast_choice;
    v_trained analytics.trained_forecast;
    v_accuracy jsonb;
    v_months jsonb;
begin
    v_history := array(
        select coalesce(sum(s.booking_count) filter (
            where s.gone_step is null or s.gone_step < 0
        ), 0)::float8
        from generate_series(v_first_month, v_this_month - 1) as m (month_number)
        left join analytics.list_booking_steps(p_vendor_id, p_date_basis, p_today) as s
            on s.month_number = m.month_number
        group by m.month_number
        order by m.month_number
    );
    v_parts := array(
        select p
        from analytics.list_forecast_parts(
            p_vendor_id, p_date_basis, p_today, greatest(p_horizon, 12),
            -- From days three months apart, in three years, on which a year was known.
            array(
                select o from generate_series(0, 36, 3) as o
                where o = 0 or cardinality(v_history) - o >= 12
            )
        ) as p
    );
    v_past := array(
        select p from unnest(v_parts) as p
        where p.months_back > 0 and p.actual is not null and p.ahead < 12
    );
    v_choices := analytics.collect_forecast_choices(v_past);
    v_choice := v_choices[1];
    v_errors := array(select e from analytics.list_forecast_errors(v_past, v_choices) as e);
    v_trained := analytics.find_trained_forecast(
        p_vendor_id, p_date_basis, p_today, v_parts, v_errors, v_choice.exponents
    );
    if v_trained.model_id is not null and v_trained.reason is null then
        v_parts := v_trained.parts;
        v_past := array(
            select p from unnest(v_parts) as p
            where p.months_back > 0 and p.actual is not null and p.ahead < 12
        );
        v_errors := v_trained.errors;
        v_choice.pickup_weight := v_trained.pickup_weight;
        v_choice.last_year := v_trained.last_year;
        v_choice.exponents := v_trained.exponents;
    end if;
    v_accuracy := analytics.measure_past_forecasts(v_errors, v_history);
    v_market := analytics.find_market(
        p_vendor_id, p_date_basis, analytics.month_start(v_this_month)
    );
    v_months := case when cardinality(v_parts) > 0
        then analytics.list_forecast_months(
            v_parts, v_errors, v_choice.pickup_weight, v_choice.last_year, v_choice.exponents
        )
        else analytics.list_booked_months(p_vendor_id, p_date_basis, p_today, p_horizon)
    end;
    return jsonb_build_object(
        'method', case
            when v_trained.reason is null and v_trained.model_id is not null then 'trained_model'
            when v_choice.pickup_weight is null then 'time_series'
            else 'pickup'
        end,
        'model', analytics.describe_trained_forecast(p_vendor_id, v_trained),
        'basis', case
            when cardinality(v_history) = 0 then 'books alone'
            when v_market is null and cardinality(v_history) < 12 then 'own level'
            when v_market is null then 'own history'
            when analytics.weigh_market(v_history) >= 0.5 then 'market estimate'
            when analytics.weigh_market(v_history) >= 0.1 then 'own history and market'
            else 'own history'
        end,
        'market', case when v_market is not null then jsonb_build_object(
            'segment', nullif(v_market.segment, ''), 'vendorCount', v_market.vendor_count,
            'weight', round(analytics.weigh_market(v_history)::numeric, 3)
        ) end,
        'firstMonth', to_char(analytics.month_start(v_first_month), 'YYYY-MM'),
        'historyMonths', cardinality(v_history),
        'emptyMonths', (select count(*) from unnest(v_history) as v where v = 0),
        'levelCount', (v_parts[1]).level * 12,
        'months', v_months,
        'yearErrors', v_accuracy -> 'yearErrors',
        'accuracy', v_accuracy - 'yearErrors',
        'influences', case when cardinality(v_parts) > 0 then analytics.measure_influences(
            v_past || array(select p from unnest(v_parts) as p where p.months_back = 0),
            v_choice.pickup_weight, v_choice.last_year, v_choice.exponents
        ) end
    );
end;
$$;

comment on function analytics.forecast_months(uuid, text, date, integer) is
'The monthly forecast of a vendor from what was known by p_today, by date of the wedding (wedding)
or of the booking (booked): months from the current one on, at least twelve, each with its limits;
how good past forecasts were; what they rest on. Where a trained model of the vendor makes past
forecasts better, it is in the place of the methods of time series. All other answers about the
months ahead are made of this one, so another source of monthly forecasts has to be put in here
only.';
revoke all on function analytics.forecast_months(uuid, text, date, integer) from public;
grant execute on function analytics.forecast_months(uuid, text, date, integer) to analytics_definer;
