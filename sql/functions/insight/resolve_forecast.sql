create or replace function analytics.resolve_forecast(p_request jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_period jsonb := coalesce(nullif(p_request -> 'forecastPeriod', 'null'), '12');
    v_basis jsonb := coalesce(nullif(p_request -> 'dateBasis', 'null'), '"wedding"');
    v_what_if jsonb := nullif(p_request -> 'whatIf', 'null');
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA110', '', 'a request is a JSON object'
        ));
    end if;
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(p_request, '{vendorId,analysisType,forecastPeriod,dateBasis,whatIf,
            years,competitors,realTime}', ''),
        case when not analytics.is_whole_number(v_period, 1, 60)
            then analytics.request_problem(
                'ZA137', '/forecastPeriod', 'forecastPeriod is a number of months, 1 to 60'
            ) end,
        case when v_basis not in ('"wedding"', '"booked"') then analytics.request_problem(
            'ZA138', '/dateBasis', 'dateBasis is "wedding" or "booked"', '["wedding", "booked"]'
        ) end,
        analytics.check_what_if(v_what_if)
    ));
    return jsonb_build_object(
        'forecastPeriod', (v_period #>> '{}')::numeric::integer, 'dateBasis', v_basis,
        'whatIf', v_what_if
    );
end;
$$;

comment on function analytics.resolve_forecast(jsonb) is
'What a request for a forecast means, with its defaults: twelve months by date of the wedding.
Raises all problems of the request as one error: ZA110, ZA111, ZA137 (period), ZA138 (date basis),
ZA139 (what-if).';
revoke all on function analytics.resolve_forecast(jsonb) from public;
grant execute on function analytics.resolve_forecast(jsonb) to analytics_definer;
