create or replace function analytics.require_user()
returns uuid
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    if analytics.current_user_id() is null then
        raise exception using
            errcode = 'ZA402',
            message = 'the token names no user',
            hint = 'use a token whose claim sub is the id of a user';
    end if;
    return analytics.current_user_id();
end;
$$;

comment on function analytics.require_user() is
'User of the request. Raises ZA402 where the token names none.';
revoke all on function analytics.require_user() from public;
grant execute on function analytics.require_user() to analytics_definer;
