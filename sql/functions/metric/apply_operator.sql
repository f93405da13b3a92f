create or replace function analytics.apply_operator(p_operator text, p_values numeric[])
returns numeric
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_value numeric := p_values[1];
    v_next numeric;
begin
    foreach v_next in array p_values[2:] loop
        v_value := case p_operator
            when 'add' then v_value + v_next
            when 'subtract' then v_value - v_next
            when 'multiply' then v_value * v_next
            else round(v_value / v_next, 6)
        end;
    end loop;
    return v_value;
end;
$$;

comment on function analytics.apply_operator(text, numeric[]) is
'The sum, difference, product or quotient (rounded to six places) of numbers, from left to right.';
revoke all on function analytics.apply_operator(text, numeric[]) from public;
grant execute on function analytics.apply_operator(text, numeric[]) to analytics_definer;
