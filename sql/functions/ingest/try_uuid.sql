create or replace function analytics.try_uuid(p_text text)
returns uuid
language plpgsql
immutable
strict
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return p_text::uuid;
exception
    when invalid_text_representation then
        return null;
end;
$$;

comment on function analytics.try_uuid(text) is
'A UUID from text; null where the text is none.';
revoke all on function analytics.try_uuid(text) from public;
grant execute on function analytics.try_uuid(text) to analytics_definer;
