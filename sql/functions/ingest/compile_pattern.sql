create or replace function analytics.compile_pattern(
    p_keyword text,
    p_argument jsonb,
    p_text text,
    p_at text
)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    v_pattern text := p_argument #>> '{}';
begin
    if p_keyword <> 'pattern' then
        return null;
    end if;
    v_pattern := analytics.translate_pattern(v_pattern);
    if v_pattern is null then
        perform analytics.refuse_schema('ZA104', p_at, 'this regular expression');
    end if;
    begin
        perform '' ~ v_pattern;
    exception
        when invalid_regular_expression then
            perform analytics.refuse_schema('ZA105', p_at, 'this is no regular expression');
    end;
    return format('%s ~ %L', p_text, v_pattern);
end;
$$;

comment on function analytics.compile_pattern(text, jsonb, text, text) is
'SQL condition of the keyword pattern, for regular expressions that mean the same in ECMAScript and
in PostgreSQL. Raises ZA104 for others, ZA105 for those that are none.';
revoke all on function analytics.compile_pattern(text, jsonb, text, text) from public;
