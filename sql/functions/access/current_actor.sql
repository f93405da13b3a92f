create or replace function analytics.current_actor()
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select coalesce(analytics.current_claims() ->> 'sub', session_user::text)
$$;

comment on function analytics.current_actor() is
'Who is acting, for records of what was done: the subject of the token, else the role that logged
in.';
revoke all on function analytics.current_actor() from public;
grant execute on function analytics.current_actor() to analytics_definer;
