create or replace function analytics_api.create_api_key(p_key jsonb)
returns jsonb
language sql
volatile
security definer
set search_path = ''
as $$
    select case
        when p_key ->> 'kind' = 'publishable' then analytics_api.create_publishable_key(p_key)
        else analytics_api.create_secret_key(p_key)
    end
$$;

comment on function analytics_api.create_api_key(jsonb) is
'Make a key of the kind that its member kind says, publishable or secret; secret without. As
create_publishable_key and create_secret_key, which say what else it takes.';
revoke all on function analytics_api.create_api_key(jsonb) from public;
grant execute on function analytics_api.create_api_key(jsonb) to analytics_api_user;
