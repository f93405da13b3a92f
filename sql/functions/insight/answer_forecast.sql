create or replace function analytics.answer_forecast(p_vendor jsonb, p_plan jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_vendor_id uuid := (p_vendor ->> 'vendorId')::uuid;
    v_basis text := p_plan ->> 'dateBasis';
    v_period integer := (p_plan ->> 'forecastPeriod')::integer;
    v_today date := (analytics.current_moment() at time zone (p_vendor ->> 'timeZone'))::date;
    v_forecast jsonb := analytics.forecast_months(v_vendor_id, v_basis, v_today, v_period);
    v_months jsonb := analytics.compose_forecast_months(
        v_vendor_id, v_basis, v_today, v_forecast
    );
    v_ceiling jsonb := analytics.compose_ceiling(v_forecast);
    v_year jsonb := analytics.compose_year_total(v_forecast, v_months, p_vendor ->> 'currency');
    v_shown jsonb := jsonb_path_query_array(
        v_months, '$[0 to $last]', jsonb_build_object('last', v_period - 1)
    );
begin
    return jsonb_build_object(
        'analysisType', 'forecast',
        'vendorId', v_vendor_id,
        'forecastPeriod', v_period,
        'dateBasis', v_basis,
        'dateBasisDescription', case v_basis
            when 'wedding' then 'weddings by the month in which they are held; cancelled ones are '
                'not counted'
            else 'bookings by the month in which they are made, whatever becomes of them'
        end,
        'asOf', v_today,
        'timeZone', p_vendor -> 'timeZone',
        'currency', p_vendor -> 'currency',
        'basis', analytics.describe_basis(v_forecast),
        'method', v_forecast -> 'method',
        'modelId', case when v_forecast ->> 'method' = 'trained_model'
            then v_forecast #> '{model,modelId}' end,
        'model', v_forecast -> 'model',
        'months', (
            select jsonb_agg(m.item - '{price,variance}'::text[] order by m.place)
            from jsonb_array_elements(v_shown) with ordinality as m (item, place)
        ),
        'busiestMonths', analytics.rank_busiest_months(v_shown, v_basis),
        'yearTotal', v_year,
        'modelAccuracy', analytics.compose_accuracy(v_forecast, v_ceiling),
        'ceiling', v_ceiling,
        'influencingFactors', coalesce(nullif(v_forecast -> 'influences', 'null'), '[]'),
        'whatIf', analytics.answer_what_if(
            p_plan -> 'whatIf', v_vendor_id, v_today,
            v_forecast || jsonb_build_object('months', jsonb_path_query_array(
                v_forecast, '$.months[0 to $last]', jsonb_build_object('last', v_period - 1)
            )), v_shown, p_vendor ->> 'currency'
        )
    ) || analytics.describe_forecast_state(v_vendor_id, v_basis, v_today, v_forecast);
end;
$$;

comment on function analytics.answer_forecast(jsonb, jsonb) is
'The data of an answer of forecast_bookings: of one vendor as analytics.resolve_vendors gives it,
for a plan of analytics.resolve_forecast.';
revoke all on function analytics.answer_forecast(jsonb, jsonb) from public;
grant execute on function analytics.answer_forecast(jsonb, jsonb) to analytics_definer;
