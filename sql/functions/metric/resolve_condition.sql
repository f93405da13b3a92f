create or replace function analytics.resolve_condition(
    p_leaf jsonb,
    p_pointer text,
    p_value_pointer text,
    p_legs jsonb
)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_field text := analytics.snake_case(p_leaf ->> 'field');
    v_operators text[] := array(select o.op from analytics.list_operators() as o);
    v_problems jsonb;
begin
    if jsonb_typeof(p_leaf -> 'field') <> 'string' then
        return analytics.request_problem('ZA110', p_pointer, 'a field is named by a string');
    elsif coalesce(p_leaf ->> 'op', '') <> all(v_operators) then
        return analytics.request_problem(
            'ZA119', p_pointer || '/op', format('there is no operator %s', p_leaf -> 'op'),
            analytics.nearest_names(coalesce(p_leaf ->> 'op', ''), v_operators)
        );
    end if;
    v_problems := analytics.unknown_field_problems(v_field, p_pointer, 'ZA118', p_legs);
    if v_problems is not null then
        return v_problems;
    end if;
    select jsonb_agg(c.problem) into v_problems
    from (select distinct l #>> array['fields', v_field, 'field_type'] as field_type
        from jsonb_array_elements(p_legs) as l) as t
    inner join analytics.list_operators() as o on o.op = p_leaf ->> 'op'
    cross join lateral (
        select case
            when t.field_type <> all(o.field_types) then analytics.request_problem(
                'ZA119', p_pointer,
                format('%s is a %s, which has no %s', v_field, t.field_type, o.op)
            )
            else analytics.check_filter_value(p_leaf, o.value_shape, t.field_type, p_value_pointer)
        end as problem
    ) as c
    where c.problem is not null;
    return coalesce(v_problems, jsonb_build_object(
        'field', v_field, 'op', p_leaf -> 'op', 'value', p_leaf -> 'value'
    ));
end;
$$;

comment on function analytics.resolve_condition(jsonb, text, text, jsonb) is
'{"field", "op", "value"} of a condition of a filter, or its problems (ZA110, ZA118 to ZA120).';
revoke all on function analytics.resolve_condition(jsonb, text, text, jsonb) from public;
grant execute on function analytics.resolve_condition(jsonb, text, text, jsonb)
to analytics_definer;
