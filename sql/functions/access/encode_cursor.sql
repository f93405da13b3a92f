create or replace function analytics.encode_cursor(p_position jsonb)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select translate(encode(convert_to(p_position::text, 'UTF8'), 'base64'), e'+/=\n', '-_')
$$;

comment on function analytics.encode_cursor(jsonb) is
'The place after an item of a list as text that means nothing to clients: an array of what the list
is ordered by.';
revoke all on function analytics.encode_cursor(jsonb) from public;
grant execute on function analytics.encode_cursor(jsonb) to analytics_definer;
