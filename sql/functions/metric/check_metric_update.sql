create or replace function analytics.check_metric_update(p_update jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_members constant text[] := array[
        'metric', 'operation', 'value', 'expression', 'unit', 'timestamp', 'id', 'priority',
        'sourceSystem', 'metadata'
    ];
    v_operation text := p_update ->> 'operation';
    v_value text := p_update ->> 'value';
begin
    if jsonb_typeof(p_update) is distinct from 'object' then
        return jsonb_build_array(analytics.reason('', 'type', '"object"', p_update));
    end if;
    return (
        select jsonb_agg(analytics.reason(c.pointer, c.keyword, to_jsonb(c.expected), c.got))
        from (
            select '/metric' as pointer, 'pattern' as keyword,
                'lower-case letters, digits and underscores, at most 100' as expected,
                p_update -> 'metric' as got,
                coalesce(p_update ->> 'metric', '') !~ '^[a-z][a-z0-9_]{0,99}$' as is_wrong
            union all
            select '/operation', 'enum', 'set, increment, decrement or calculate',
                p_update -> 'operation',
                coalesce(v_operation, '') not in ('set', 'increment', 'decrement', 'calculate')
            union all
            select '/value', 'pattern', 'a number, with at most six decimals as a string',
                p_update -> 'value',
                case jsonb_typeof(p_update -> 'value')
                    when 'number' then false
                    when 'string' then v_value !~ '^-?[0-9]{1,15}(\.[0-9]{1,6})?$'
                    else p_update ? 'value' or v_operation = 'set'
                end
            union all
            select '/value', 'minimum', '0', p_update -> 'value',
                v_operation in ('increment', 'decrement') and v_value like '-%'
            union all
            select '/value', 'not', 'an expression, and no value', p_update -> 'value',
                v_operation = 'calculate' and p_update ? 'value'
            union all
            select '/expression', 'not', 'an expression for calculate only',
                p_update -> 'expression', v_operation <> 'calculate' and p_update ? 'expression'
            union all
            select '/unit', 'type', 'a string of 1 to 50 characters', p_update -> 'unit',
                p_update ? 'unit' and (
                    jsonb_typeof(p_update -> 'unit') <> 'string'
                    or length(p_update ->> 'unit') not between 1 and 50
                )
            union all
            select '/metadata', 'type', 'object', p_update -> 'metadata',
                jsonb_typeof(p_update -> 'metadata') <> 'object'
            union all
            select '/' || k, 'additionalProperties', array_to_string(c_members, ', '),
                p_update -> k, true
            from jsonb_object_keys(p_update) as k
            where k <> all(c_members)
        ) as c
        where c.is_wrong
    );
end;
$$;

comment on function analytics.check_metric_update(jsonb) is
'Reasons why an update of a metric cannot be read; null where there is none. What it has in common
with an event is judged with the event.';
revoke all on function analytics.check_metric_update(jsonb) from public;
grant execute on function analytics.check_metric_update(jsonb) to analytics_definer;
