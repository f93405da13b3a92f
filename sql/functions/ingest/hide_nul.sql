create or replace function analytics.hide_nul(p_text text, p_mark text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select regexp_replace(p_text, '(?<!\\)((?:\\\\)*)\\u0000', '\1' || p_mark, 'g')
$$;

comment on function analytics.hide_nul(text, text) is
'JSON text with a mark in place of each escape of U+0000: with it not even the type json lets one
look into an object.';
revoke all on function analytics.hide_nul(text, text) from public;
grant execute on function analytics.hide_nul(text, text) to analytics_definer;
