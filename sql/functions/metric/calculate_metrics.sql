create or replace function analytics_api.calculate_metrics(p_request jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_started_at timestamptz := clock_timestamp();
begin
    return analytics.answer_plan(analytics.plan_metrics(p_request), v_started_at);
end;
$$;

comment on function analytics_api.calculate_metrics(jsonb) is
'Metrics of one or more vendors over a timeframe: values by time and group, totals, and a comparison
with another period, each with its unit, date basis and source. All of it is read from one snapshot
and exact at commit. The request and the answer are described in docs/metrics.md, the metrics in
analytics_api.get_catalog(). Raises ZA110 to ZA127 (the request; DETAIL lists every problem),
ZA149 (it is too heavy) and ZA201 (no such vendor, or not yours).';
revoke all on function analytics_api.calculate_metrics(jsonb) from public;
grant execute on function analytics_api.calculate_metrics(jsonb)
to analytics_api_user, analytics_reader;
