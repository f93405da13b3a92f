create or replace function analytics.check_filter_value(
    p_leaf jsonb,
    p_shape text,
    p_type text,
    p_pointer text
)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return (
        select case
            when p_shape = 'none' and coalesce(p_leaf -> 'value', 'true') <> 'true'
                then analytics.request_problem(
                    'ZA120', p_pointer, p_leaf ->> 'op' || ' takes no value'
                )
            when p_shape = 'one' and not coalesce(
                analytics.is_value_of_type(p_leaf -> 'value', p_type), false
            )
                then analytics.request_problem('ZA120', p_pointer, format(
                    '%s is a %s, the value is %s', p_leaf ->> 'field', p_type,
                    coalesce(left((p_leaf -> 'value')::text, 100), 'missing')
                ))
            when p_shape in ('two', 'many') then case
                when jsonb_typeof(p_leaf -> 'value') is distinct from 'array'
                    or p_shape = 'two' and jsonb_array_length(p_leaf -> 'value') <> 2
                    or jsonb_array_length(p_leaf -> 'value') > 1000
                    then analytics.request_problem('ZA120', p_pointer, format(
                        '%s takes an array of %s', p_leaf ->> 'op',
                        case p_shape when 'two' then 'two values' else 'up to 1000 values' end
                    ))
                else (
                    select jsonb_agg(analytics.request_problem(
                        'ZA120', p_pointer || '/' || (e.place - 1), format(
                            '%s is a %s, the value is %s', p_leaf ->> 'field', p_type,
                            left(e.value::text, 100)
                        )
                    ))
                    from jsonb_array_elements(p_leaf -> 'value') with ordinality as e (value, place)
                    where not analytics.is_value_of_type(e.value, p_type)
                )
            end
        end
    );
end;
$$;

comment on function analytics.check_filter_value(jsonb, text, text, text) is
'Problems (ZA120) of the value of a condition for a field of a type; null where it is right.';
revoke all on function analytics.check_filter_value(jsonb, text, text, text) from public;
grant execute on function analytics.check_filter_value(jsonb, text, text, text)
to analytics_definer;
