create or replace function analytics.escape_pointer(p_key text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select replace(replace(p_key, '~', '~0'), '/', '~1')
$$;

comment on function analytics.escape_pointer(text) is
'A key as part of a JSON pointer (RFC 6901).';
revoke all on function analytics.escape_pointer(text) from public;
grant execute on function analytics.escape_pointer(text) to analytics_definer;
