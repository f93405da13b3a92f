create or replace function analytics.evaluate_operand(
    p_vendor_id uuid,
    p_operand jsonb,
    p_at timestamptz,
    p_pointer text
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_value numeric;
begin
    if jsonb_typeof(p_operand) = 'number' then
        return jsonb_build_object('value', p_operand, 'inputs', '{}'::jsonb);
    elsif jsonb_typeof(p_operand) = 'object' then
        return analytics.read_metric_value(p_vendor_id, p_operand, p_pointer);
    end if;
    v_value := analytics.current_metric_value(p_vendor_id, p_operand #>> '{}', p_at);
    if v_value is null then
        return jsonb_build_object('reasons', jsonb_build_array(analytics.reason(
            p_pointer, 'metric', '"a metric that was set or counted"', p_operand
        )));
    end if;
    return jsonb_build_object(
        'value', v_value, 'inputs', jsonb_build_object(p_operand #>> '{}', v_value)
    );
end;
$$;

comment on function analytics.evaluate_operand(uuid, jsonb, timestamptz, text) is
'{"value", "inputs"} of a number, of the name of a metric of the vendor''s own, or of a metric of
the catalogue; or {"reasons"} where it has no value.';
revoke all on function analytics.evaluate_operand(uuid, jsonb, timestamptz, text) from public;
grant execute on function analytics.evaluate_operand(uuid, jsonb, timestamptz, text)
to analytics_definer;
