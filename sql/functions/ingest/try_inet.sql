create or replace function analytics.try_inet(p_text text)
returns inet
language plpgsql
immutable
strict
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return p_text::inet;
exception
    when invalid_text_representation then
        return null;
end;
$$;

comment on function analytics.try_inet(text) is
'An address from text; null where the text is none.';
revoke all on function analytics.try_inet(text) from public;
