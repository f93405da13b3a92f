create or replace function analytics.current_user_id()
returns uuid
language sql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
    select case
        when analytics.current_claims() ->> 'sub' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            then (analytics.current_claims() ->> 'sub')::uuid
    end
$$;

comment on function analytics.current_user_id() is
'User of the request: the claim sub, where it is a UUID; else null.';
revoke all on function analytics.current_user_id() from public;
grant execute on function analytics.current_user_id() to analytics_definer;
