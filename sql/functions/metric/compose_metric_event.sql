create or replace function analytics.compose_metric_event(p_vendor_id uuid, p_update jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_update jsonb := analytics.drop_null_members(
        p_update,
        '{value,expression,unit,timestamp,id,priority,sourceSystem,metadata}'
    );
    v_operation text := v_update ->> 'operation';
    v_reasons jsonb := analytics.check_metric_update(v_update);
    v_value jsonb := coalesce(v_update -> 'value', '1');
    v_metadata jsonb := v_update -> 'metadata';
    v_calculated jsonb;
begin
    if v_reasons is not null then
        return jsonb_build_object('reasons', v_reasons);
    end if;
    if v_operation = 'calculate' then
        v_calculated := analytics.evaluate_expression(
            p_vendor_id, v_update -> 'expression',
            coalesce(
                analytics.try_timestamptz(v_update ->> 'timestamp'),
                analytics.uuid_v7_time(analytics.try_uuid(v_update ->> 'id')),
                clock_timestamp()
            ), '/expression'
        );
        if v_calculated ? 'reasons' then
            return v_calculated;
        end if;
        v_value := v_calculated -> 'value';
        v_metadata := coalesce(v_metadata, '{}') || jsonb_build_object(
            'expression', v_update -> 'expression', 'inputs', v_calculated -> 'inputs'
        );
    elsif v_operation = 'decrement' then
        v_value := to_jsonb(- (v_value #>> '{}')::numeric);
    end if;
    return jsonb_build_object('event', (
        select jsonb_object_agg(m.key, m.value)
        from jsonb_each(
            v_update - '{metric,operation,value,expression,unit,metadata}'::text[]
            || jsonb_build_object(
                'vendorId', p_vendor_id,
                'eventType', case when v_operation in ('increment', 'decrement')
                    then 'metric.counter_changed' else 'metric.gauge_set' end,
                'metadata', v_metadata,
                'eventData', jsonb_strip_nulls(jsonb_build_object(
                    'name', v_update -> 'metric', 'value', v_value, 'unit', v_update -> 'unit'
                ))
            )
        ) as m
        where m.value <> 'null'
    ));
end;
$$;

comment on function analytics.compose_metric_event(uuid, jsonb) is
'{"event"} that an update of a metric is, or {"reasons"} why it is none. A calculation is done as of
the update''s time, and its expression and inputs are noted in the metadata of the event.';
revoke all on function analytics.compose_metric_event(uuid, jsonb) from public;
grant execute on function analytics.compose_metric_event(uuid, jsonb) to analytics_definer;
