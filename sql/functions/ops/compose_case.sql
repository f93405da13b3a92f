create or replace function analytics.compose_case(
    p_variable text,
    p_values text[],
    p_conditions text[]
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_middle integer := (cardinality(p_values) + 1) / 2;
begin
    if coalesce(cardinality(p_values), 0) = 0 then
        return 'false';
    elsif cardinality(p_values) = 1 then
        return format('%s = %L and (%s)', p_variable, p_values[1], p_conditions[1]);
    end if;
    return format(
        e'case when %s collate "C" <= %L then\n%s\nelse\n%s\nend', p_variable, p_values[v_middle],
        analytics.compose_case(p_variable, p_values[:v_middle], p_conditions[:v_middle]),
        analytics.compose_case(p_variable, p_values[v_middle + 1:], p_conditions[v_middle + 1:])
    );
end;
$$;

comment on function analytics.compose_case(text, text[], text[]) is
'As compose_choice, for SQL: text of the condition that a variable has one of the values and meets
the condition of that value.';
revoke all on function analytics.compose_case(text, text[], text[]) from public;
