create or replace function analytics.evaluate_expression(
    p_vendor_id uuid,
    p_expression jsonb,
    p_at timestamptz,
    p_pointer text,
    p_depth integer default 1
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    c_depth_max constant integer := 10;
    c_operand_max constant integer := 20;
    v_operator text := (select k from jsonb_object_keys(
        case when jsonb_typeof(p_expression) = 'object' then p_expression else '{}' end
    ) as k order by k limit 1);
    v_operands jsonb := p_expression -> v_operator;
    v_result jsonb;
    v_values numeric[];
    v_inputs jsonb := jsonb_build_object();
    v_reasons jsonb := jsonb_build_array();
begin
    if jsonb_typeof(p_expression) in ('number', 'string')
        or jsonb_typeof(p_expression) = 'object' and p_expression ? 'metric' then
        return analytics.evaluate_operand(p_vendor_id, p_expression, p_at, p_pointer);
    elsif coalesce(v_operator, '') not in ('add', 'subtract', 'multiply', 'divide')
        or p_expression <> jsonb_build_object(v_operator, v_operands)
        or jsonb_typeof(v_operands) <> 'array' or p_depth > c_depth_max
        or jsonb_array_length(v_operands) not between 2 and c_operand_max
        or v_operator in ('subtract', 'divide') and jsonb_array_length(v_operands) > 2 then
        return jsonb_build_object('reasons', jsonb_build_array(analytics.reason(
            p_pointer, 'expression',
            '"a number, a metric, or {add | subtract | multiply | divide: [two operands]}"',
            p_expression
        )));
    end if;
    for i in 0..jsonb_array_length(v_operands) - 1 loop
        v_result := analytics.evaluate_expression(
            p_vendor_id, v_operands -> i, p_at, concat_ws('/', p_pointer, v_operator, i),
            p_depth + 1
        );
        v_values := v_values || (v_result ->> 'value')::numeric;
        v_inputs := v_inputs || coalesce(v_result -> 'inputs', '{}');
        v_reasons := v_reasons || coalesce(v_result -> 'reasons', '[]');
    end loop;
    if v_operator = 'divide' and v_values[2] = 0 then
        v_reasons := v_reasons || jsonb_build_array(analytics.reason(
            p_pointer || '/divide/1', 'divide', '"a divisor other than 0"', v_operands -> 1
        ));
    end if;
    if v_reasons <> '[]' then
        return jsonb_build_object('reasons', v_reasons);
    end if;
    return jsonb_build_object(
        'value', analytics.apply_operator(v_operator, v_values), 'inputs', v_inputs
    );
end;
$$;

comment on function analytics.evaluate_expression(uuid, jsonb, timestamptz, text, integer) is
'{"value", "inputs"} of an expression over metrics at a moment: a number, a metric, or an operator
{"add" | "subtract" | "multiply" | "divide": [operands]}, nested up to ten deep; or {"reasons"} why
it has no value, with pointers. inputs are the metrics of the vendor''s own, by name.';
revoke all on function analytics.evaluate_expression(uuid, jsonb, timestamptz, text, integer)
from public;
grant execute on function analytics.evaluate_expression(uuid, jsonb, timestamptz, text, integer)
to analytics_definer;
