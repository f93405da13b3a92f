create or replace function analytics.plan_metrics(p_request jsonb)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
set max_parallel_workers_per_gather = 0
set enable_seqscan = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
declare
    v_plan jsonb;
    v_cells bigint;
    v_cells_max bigint := (select s.request_cells_max from analytics.settings as s);
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA110', '', 'a request is a JSON object'
        ));
    end if;
    v_plan := analytics.plan_request(p_request);
    -- Before they are listed: the hours of a century take seconds.
    perform analytics.refuse_size(
        analytics.count_hours(v_plan), (v_plan ->> 'rowLimit')::bigint
    );
    v_cells := analytics.count_cells(v_plan);
    if v_cells > v_cells_max then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA149', '/timeframe', format(
                'the request weighs %s cells, %s are the most: ask for a shorter timeframe, a'
                ' coarser grain, or fewer metrics, groups or vendors',
                to_char(v_cells, 'FM999,999,999,999,999'),
                to_char(v_cells_max, 'FM999,999,999,999,999')
            )
        ));
    end if;
    return v_plan || jsonb_build_object('cells', v_cells);
end;
$$;

comment on function analytics.plan_metrics(jsonb) is
'The plan of a request for metrics that may run, with what it weighs ("cells"). Raises ZA110 to
ZA127, ZA149 (too heavy), ZA201.';
revoke all on function analytics.plan_metrics(jsonb) from public;
grant execute on function analytics.plan_metrics(jsonb) to analytics_definer;
