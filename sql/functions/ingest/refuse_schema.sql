create or replace function analytics.refuse_schema(p_sqlstate text, p_at text, p_what text)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = p_sqlstate,
        message = case p_sqlstate
            when 'ZA104' then format('JSON Schema: %s is not supported, at %s', p_what, p_at)
            else format('JSON Schema: %s, at %s', p_what, p_at)
        end,
        hint = 'docs/event-types.md lists what schemas may hold',
        column = 'dataSchema';
end;
$$;

comment on function analytics.refuse_schema(text, text, text) is
'Raises ZA104 (not supported) or ZA105 (malformed) for a place in a JSON Schema.';
revoke all on function analytics.refuse_schema(text, text, text) from public;
