create or replace function analytics_api.answer_insight(
    p_request jsonb,
    p_known text[] default '{}',
    p_in_turn boolean default false
)
returns table (etag text, format text, body text, tail text, rule jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
    v_started_at timestamptz := clock_timestamp();
    v_plan jsonb := analytics.resolve_forecast(p_request);
    v_vendor_id uuid := analytics.require_vendor(
        nullif(p_request -> 'vendorId', 'null'), false
    );
    v_state analytics.answer_state;
    v_body text;
begin
    if p_request -> 'realTime' is distinct from 'true' then
        v_state := analytics.seek_answer(
            analytics.identify_forecast(v_vendor_id, v_plan, analytics.current_moment()),
            p_known, statement_timestamp()
        );
    end if;
    if not coalesce(v_state.is_known, false)
        and analytics.takes_turn(v_state.etag, p_in_turn) then
        v_body := analytics.split_answer(analytics_api.forecast_bookings(p_request));
    end if;
    return query select
        v_state.etag, 'json', v_body,
        analytics.compose_tail(array[v_vendor_id], v_started_at),
        analytics.describe_rule(v_state);
end;
$$;

comment on function analytics_api.answer_insight(jsonb, text[], boolean) is
'What forecast_bookings answers, for a caller that keeps answers; see answer_metrics. Raises what
forecast_bookings raises.';
revoke all on function analytics_api.answer_insight(jsonb, text[], boolean) from public;
grant execute on function analytics_api.answer_insight(jsonb, text[], boolean)
to analytics_api_user;
