create or replace function analytics.try_integer(p_text text)
returns integer
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select case when p_text ~ '^\d{1,9}$' then p_text::integer end
$$;

comment on function analytics.try_integer(text) is
'A whole number from digits; null where the text is none.';
revoke all on function analytics.try_integer(text) from public;
grant execute on function analytics.try_integer(text) to analytics_definer;
