create or replace function analytics.compile_captured_test(
    p_value text,
    p_text text,
    p_category text,
    p_test jsonb,
    p_member text
)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_kind text := jsonb_typeof(p_test);
begin
    if v_kind = 'null' then
        return p_value || ' is null';
    elsif v_kind = 'object' and p_test ? 'not' and p_test - 'not' = '{}' then
        return format(
            '(%s) is not true',
            analytics.compile_captured_test(
                p_value, p_text, p_category, p_test -> 'not', p_member
            )
        );
    elsif v_kind = 'array' and jsonb_array_length(p_test) > 0 then
        return (
            select string_agg(
                format('(%s)', analytics.compile_captured_test(
                    p_value, p_text, p_category, a.test, p_member
                )),
                ' or ' order by a.ordinality
            )
            from jsonb_array_elements(p_test) with ordinality as a (test, ordinality)
        );
    elsif v_kind in ('object', 'array') then
        perform analytics.refuse_mapping(p_member, 'a value, null, [values] or {"not": …}');
    elsif p_category = 'D' or (v_kind = 'number') <> (p_category = 'N')
        or (v_kind = 'boolean') <> (p_category = 'B')
    then
        raise exception using
            errcode = 'ZA163',
            message = format('%s: %s does not fit the type of the column', p_member, p_test),
            hint = 'of a date or time only null and {"not": null} can be asked',
            column = p_member;
    end if;
    return format(
        case p_category
            when 'N' then '%1$s = %3$L::numeric'
            when 'B' then '%1$s = %3$L::boolean'
            else '%2$s = %3$L'
        end,
        p_value, p_text, p_test #>> '{}'
    );
end;
$$;

comment on function analytics.compile_captured_test(text, text, text, jsonb, text) is
'SQL that tests a column (p_text: as text) by what a mapping says of it: a value, null, an array of
which one holds, or {"not": …}. Raises ZA161, ZA163.';
revoke all on function analytics.compile_captured_test(text, text, text, jsonb, text) from public;
