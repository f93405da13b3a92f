create or replace function analytics.compile_condition(
    p_expression text,
    p_type text,
    p_op text,
    p_value jsonb
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_type text := case p_type
        when 'string' then 'text' when 'number' then 'numeric' when 'time' then 'timestamptz'
        else p_type
    end;
    v_one text := case when jsonb_typeof(p_value) <> 'array'
        then format('%L::%s', p_value #>> '{}', v_type) end;
    v_many text := case when jsonb_typeof(p_value) = 'array'
        then format('%L::%s[]', array(select jsonb_array_elements_text(p_value)), v_type) end;
begin
    -- A missing value is null, and null satisfies nothing: each condition is true or false.
    return case p_op
        when 'eq' then format('(%s = %s) is true', p_expression, v_one)
        when 'ne' then format('(%s = %s) is not true', p_expression, v_one)
        when 'in' then format('(%s = any(%s)) is true', p_expression, v_many)
        when 'not_in' then format('(%s = any(%s)) is not true', p_expression, v_many)
        when 'gt' then format('(%s > %s) is true', p_expression, v_one)
        when 'gte' then format('(%s >= %s) is true', p_expression, v_one)
        when 'lt' then format('(%s < %s) is true', p_expression, v_one)
        when 'lte' then format('(%s <= %s) is true', p_expression, v_one)
        when 'between' then format(
            '(%1$s between (%2$s)[1] and (%2$s)[2]) is true', p_expression, v_many
        )
        when 'exists' then format('(%s) is not null', p_expression)
        when 'missing' then format('(%s) is null', p_expression)
        when 'contains' then format(
            '(strpos(lower(%s), lower(%s)) > 0) is true', p_expression, v_one
        )
        when 'starts_with' then format(
            'starts_with(lower(%s), lower(%s)) is true', p_expression, v_one
        )
        when 'ends_with' then format(
            '(right(lower(%1$s), length(%2$s)) = lower(%2$s)) is true', p_expression, v_one
        )
    end;
end;
$$;

comment on function analytics.compile_condition(text, text, text, jsonb) is
'SQL of one condition of a filter on an expression of a type. Never null: a field that is missing
satisfies ne, not_in and missing, and nothing else.';
revoke all on function analytics.compile_condition(text, text, text, jsonb) from public;
grant execute on function analytics.compile_condition(text, text, text, jsonb) to analytics_definer;
