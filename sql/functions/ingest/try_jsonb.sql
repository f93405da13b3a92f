create or replace function analytics.try_jsonb(p_text text)
returns jsonb
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
    return p_text::jsonb;
exception
    when data_exception or program_limit_exceeded then
        return null;
end;
$$;

comment on function analytics.try_jsonb(text) is
'JSON text as jsonb; null where it is malformed, or holds what jsonb cannot.';
revoke all on function analytics.try_jsonb(text) from public;
grant execute on function analytics.try_jsonb(text) to analytics_definer;
