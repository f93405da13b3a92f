create or replace function analytics.plan_request(p_request jsonb)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_now timestamptz := analytics.current_moment();
    v_plan jsonb := analytics.resolve_request(p_request);
begin
    v_plan := v_plan || jsonb_build_object(
        'vendors', analytics.resolve_vendors(nullif(p_request -> 'vendorId', 'null')),
        'rowLimit', 50000
    );
    v_plan := v_plan || (
        select jsonb_build_object(
            -- Vendors whose weeks begin on different days meet on Monday.
            'weekStartDay', case when min(v."weekStartDay") = max(v."weekStartDay")
                then min(v."weekStartDay") else 1 end,
            'hasMixedWeeks', min(v."weekStartDay") <> max(v."weekStartDay"),
            'timeZone', case when count(distinct v."timeZone") = 1 then min(v."timeZone") end,
            'currencies', jsonb_agg(distinct v.currency),
            'nowLocal', max(v_now at time zone v."timeZone")
        )
        from jsonb_to_recordset(v_plan -> 'vendors')
            as v ("weekStartDay" integer, "timeZone" text, currency text)
    );
    if v_plan #>> '{timeframe,range}' = 'all_time' then
        v_plan := v_plan || jsonb_build_object('span', analytics.measure_span(v_plan, v_now));
    end if;
    v_plan := v_plan || jsonb_build_object('periods', analytics.resolve_periods(v_plan, v_now));
    perform analytics.raise_request_problems(analytics.check_periods(v_plan -> 'periods'));
    v_plan := v_plan || jsonb_build_object('state', analytics.read_rollup_state(v_plan));
    v_plan := v_plan || jsonb_build_object('items', (
        select jsonb_agg(analytics.plan_item(v_plan, i.item) order by i.place)
        from jsonb_array_elements(v_plan -> 'items') with ordinality as i (item, place)
    ));
    return v_plan;
end;
$$;

comment on function analytics.plan_request(jsonb) is
'All that decides the answer to a request: the resolved request, vendors, periods, and the source of
each item. Raises ZA110 to ZA127, ZA201.';
revoke all on function analytics.plan_request(jsonb) from public;
grant execute on function analytics.plan_request(jsonb) to analytics_definer;
