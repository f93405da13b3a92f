create or replace function analytics.try_timestamptz(p_text text)
returns timestamptz
language plpgsql
immutable
strict
parallel unsafe
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
begin
    if p_text !~* '^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)$' then
        return null;
    end if;
    return p_text::timestamptz;
exception
    when data_exception then
        return null;
end;
$$;

comment on function analytics.try_timestamptz(text) is
'A moment from RFC 3339 text with an offset; null where the text is none.';
revoke all on function analytics.try_timestamptz(text) from public;
grant execute on function analytics.try_timestamptz(text) to analytics_definer;
