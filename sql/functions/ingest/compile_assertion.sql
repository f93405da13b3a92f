create or replace function analytics.compile_assertion(
    p_keyword text,
    p_argument jsonb,
    p_value text,
    p_at text
)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_applies_to text;
    v_condition text;
    v_number text := format('(%s #>> ''{}'')::numeric', p_value);
    v_text text := format('(%s #>> ''{}'')', p_value);
begin
    select c.applies_to, c.condition
    into v_applies_to, v_condition
    from (values
        ('minimum', 'number', format('%s >= %s', v_number, p_argument)),
        ('maximum', 'number', format('%s <= %s', v_number, p_argument)),
        ('exclusiveMinimum', 'number', format('%s > %s', v_number, p_argument)),
        ('exclusiveMaximum', 'number', format('%s < %s', v_number, p_argument)),
        ('multipleOf', 'number', format('%s %% %s = 0', v_number, p_argument)),
        ('minLength', 'string', format('length%s >= %s', v_text, p_argument)),
        ('maxLength', 'string', format('length%s <= %s', v_text, p_argument)),
        ('minItems', 'array', format('jsonb_array_length(%s) >= %s', p_value, p_argument)),
        ('maxItems', 'array', format('jsonb_array_length(%s) <= %s', p_value, p_argument)),
        (
            'uniqueItems', 'array', case when p_argument = 'true' then format(
                '(select count(*) = count(distinct e) from jsonb_array_elements(%s) as e)', p_value
            ) end
        ),
        (
            'minProperties', 'object',
            format('(select count(*) from jsonb_object_keys(%s)) >= %s', p_value, p_argument)
        ),
        (
            'maxProperties', 'object',
            format('(select count(*) from jsonb_object_keys(%s)) <= %s', p_value, p_argument)
        ),
        ('type', null, analytics.compile_type(p_argument, p_value)),
        ('const', null, format('%s = %L::jsonb', p_value, p_argument)),
        ('enum', null, analytics.compile_enum(p_keyword, p_argument, p_value)),
        ('pattern', 'string', analytics.compile_pattern(p_keyword, p_argument, v_text, p_at)),
        ('format', 'string', analytics.compile_format(p_keyword, p_argument, v_text, p_at)),
        (
            'dependentRequired', 'object',
            analytics.compile_dependents(p_keyword, p_argument, p_value)
        )
    ) as c (keyword, applies_to, condition)
    where c.keyword = p_keyword;
    -- Most keywords speak of one type only, and hold for values of another.
    return case
        when v_condition is null or v_applies_to is null then v_condition
        else format(
            'case jsonb_typeof(%s) when %L then %s else true end',
            p_value, v_applies_to, v_condition
        )
    end;
end;
$$;

comment on function analytics.compile_assertion(text, jsonb, text, text) is
'SQL condition of a keyword that looks at the value itself; null for keywords that do not. Raises
ZA104 for patterns and formats that are not supported.';
revoke all on function analytics.compile_assertion(text, jsonb, text, text) from public;
