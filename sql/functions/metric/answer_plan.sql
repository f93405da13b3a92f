create or replace function analytics.answer_plan(p_plan jsonb, p_started_at timestamptz)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
-- The policies read the claims in a block with an exception handler, which no parallel plan allows.
set max_parallel_workers_per_gather = 0
-- The logs of pending changes are all but empty right after a fold, and on disk as large as before:
-- reading one from end to end is never the better plan, though it may look so.
set enable_seqscan = off
set jit = off
-- What is not compiled for the request depends on it alone, as JSON: its plans are always the same.
set plan_cache_mode = force_generic_plan
as $$
declare
    v_plan jsonb := p_plan;
    v_buckets analytics.time_bucket[];
    v_total_bucket analytics.time_bucket[];
    v_data jsonb;
    v_quality jsonb;
begin
    v_buckets := analytics.list_buckets(v_plan);
    v_total_bucket := case
        when v_plan ->> 'grain' is null and v_plan -> 'calendar' = '[]' then v_buckets
        else analytics.list_buckets(v_plan || '{"grain": null, "calendar": []}')
    end;
    perform analytics.refuse_size(cardinality(v_buckets), (v_plan ->> 'rowLimit')::bigint);
    if v_plan ->> 'top' is not null then
        v_plan := jsonb_set(v_plan, '{top}', v_plan -> 'top' || analytics.rank_groups(v_plan));
    end if;
    select jsonb_agg(
        analytics.answer_item(v_plan, i.item, v_buckets, v_total_bucket) order by i.place
    )
    into v_data
    from jsonb_array_elements(v_plan -> 'items') with ordinality as i (item, place);
    v_quality := analytics.measure_quality(v_plan);
    return jsonb_build_object(
        'requestId', coalesce(
            analytics.read_setting('analytics.request_id'), gen_random_uuid()::text
        ),
        'data', (
            select jsonb_agg(d.item - 'records' order by d.place)
            from jsonb_array_elements(v_data) with ordinality as d (item, place)
        ),
        'cacheHit', false,
        'cacheInfo', '{"hit": false, "age": null}'::jsonb,
        'nextUpdateTime', analytics.next_update_time(),
        'dataQuality', v_quality -> 'quality',
        'metadata', analytics.compose_metadata(
            v_plan, v_data, (v_quality ->> 'rejected')::bigint
        ),
        'executionTime', round(
            extract(epoch from clock_timestamp() - p_started_at) * 1000, 3
        )
    );
end;
$$;

comment on function analytics.answer_plan(jsonb, timestamptz) is
'The answer to a plan of plan_metrics, and the milliseconds since its beginning. Raises ZA126.';
revoke all on function analytics.answer_plan(jsonb, timestamptz) from public;
grant execute on function analytics.answer_plan(jsonb, timestamptz) to analytics_definer;
