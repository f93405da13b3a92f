create or replace function analytics.compile_format(
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
begin
    if p_keyword <> 'format' then
        return null;
    end if;
    if p_argument #>> '{}' not in ('date', 'date-time', 'uuid', 'email', 'uri') then
        perform analytics.refuse_schema('ZA104', p_at, format('the format %s', p_argument));
    end if;
    return format('analytics.has_format(%s, %L)', p_text, p_argument #>> '{}');
end;
$$;

comment on function analytics.compile_format(text, jsonb, text, text) is
'SQL condition of the keyword format, which is an assertion here. Raises ZA104 for formats that are
not checked.';
revoke all on function analytics.compile_format(text, jsonb, text, text) from public;
