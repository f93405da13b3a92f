create or replace function analytics_api.update_metrics(
    p_request jsonb,
    p_context jsonb default '{}'
)
returns table (status integer, body jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_started_at timestamptz := clock_timestamp();
    v_updates jsonb := p_request -> 'updates';
    v_vendor_id uuid;
    v_part jsonb;
    v_parts jsonb := jsonb_build_array();
    v_from integer := 0;
begin
    if jsonb_typeof(v_updates) is distinct from 'array' or v_updates = '[]' then
        raise exception using
            errcode = 'ZA177',
            message = 'updates is an array of at least one update',
            detail = '[{"pointer": "/updates", "detail": "updates is an array of objects"}]',
            hint = 'send {"vendorId", "updates": [{"metric", "operation", "value"}]}',
            column = 'updates';
    end if;
    perform analytics.raise_request_problems(
        analytics.check_members(p_request, '{vendorId,updates}', '')
    );
    perform analytics.check_batch_size(jsonb_array_length(v_updates));
    v_vendor_id := analytics.require_vendor(
        p_request -> 'vendorId', p_as_owner => false, p_scope => 'ingest'
    );
    -- A calculation sees what came before it in the request, so each begins a new part.
    for i in 1..jsonb_array_length(v_updates) loop
        if i = jsonb_array_length(v_updates)
            or v_updates #>> array[i::text, 'operation'] = 'calculate' then
            v_part := jsonb_path_query_array(
                v_updates, '$[$from to $to]', jsonb_build_object('from', v_from, 'to', i - 1)
            );
            v_parts := v_parts || analytics.store_metric_updates(
                v_vendor_id, v_part, v_from, p_context
            );
            v_from := i;
        end if;
    end loop;
    return query
    select a.status, a.body
    from analytics.merge_ingest_results(v_parts, p_context, v_started_at) as m (result)
    cross join lateral analytics.answer_ingest(
        m.result || jsonb_build_object(
            'values', analytics.list_metric_values(v_vendor_id, v_updates)
        )
    ) as a;
end;
$$;

comment on function analytics_api.update_metrics(jsonb, jsonb) is
'Update metrics of a vendor''s own: {"vendorId", "updates": [{"metric", "operation": set | increment
| decrement | calculate, "value", "expression", "unit", "timestamp", "id", "priority"}]}. Each
becomes an event of type metric.gauge_set (set, calculate) or metric.counter_changed, idempotent by
its id, readable as gauge_last and counter_total. Returns the HTTP status and the body of the answer
as receive_events does, with what the metrics stand at now as values. Raises ZA102, ZA111
(a member that there is not), ZA127, ZA175, ZA177 (no updates), ZA201.';
revoke all on function analytics_api.update_metrics(jsonb, jsonb) from public;
grant execute on function analytics_api.update_metrics(jsonb, jsonb) to analytics_api_user;
