create or replace function analytics_api.forecast_bookings(p_request jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- As in calculate_metrics: policies with a handler of errors, logs that look large and are empty.
set max_parallel_workers_per_gather = 0
set enable_seqscan = off
set jit = off
as $$
declare
    v_started_at timestamptz := clock_timestamp();
    v_plan jsonb := analytics.resolve_forecast(p_request);
    v_vendor_id uuid := analytics.require_vendor(
        nullif(p_request -> 'vendorId', 'null'), false
    );
    v_vendor jsonb := analytics.resolve_vendors(to_jsonb(v_vendor_id)) -> 0;
    v_data jsonb := analytics.answer_forecast(v_vendor, v_plan);
begin
    return analytics.compose_insight(
        v_vendor, v_data, (v_data ->> 'bookingCount')::bigint, v_started_at
    );
end;
$$;

comment on function analytics_api.forecast_bookings(jsonb) is
'Bookings and revenue of the months ahead of a vendor: {vendorId, forecastPeriod (1 to 60 months,
12 without), dateBasis (wedding or booked), whatIf}. With limits of 80 and 95 %, how good past
forecasts were, what chance allows, what it rests on. docs/how-to/forecast-bookings.md describes
the answer. Raises ZA110, ZA111, ZA127, ZA137 to ZA139 (the request), ZA175, ZA201 (no such
vendor, or not yours).';
revoke all on function analytics_api.forecast_bookings(jsonb) from public;
grant execute on function analytics_api.forecast_bookings(jsonb) to analytics_api_user;
