create or replace function analytics_api.register_hook_map(p_map jsonb)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_name text := p_map ->> 'name';
    v_map_sql text := p_map ->> 'sql';
begin
    perform analytics.require_platform_admin();
    if coalesce(v_name, '') !~ '^[a-z][a-z0-9_-]{0,62}$' then
        perform analytics.refuse_setting('name', 'a word in lower case, such as stripe');
    end if;
    begin
        perform analytics_api.run_hook_map(coalesce(v_map_sql, ''), '{}', '{}', p_limit => 0);
    exception
        when syntax_error_or_access_rule_violation then
            raise exception using
                errcode = 'ZA186',
                message = format('a map is one SELECT that returns event jsonb: %s', sqlerrm),
                hint = 'select jsonb_build_object(''id'', …) as event from hook',
                column = 'sql';
    end;
    perform analytics.store_hook_map(v_name, coalesce(p_map ->> 'description', v_name), v_map_sql);
end;
$$;

comment on function analytics_api.register_hook_map(jsonb) is
'Register a map {name, sql, description} that makes events of payloads, or replace it. For platform
administrators, because its text is run. Raises ZA185, ZA186 (not one SELECT of events), ZA403.';
revoke all on function analytics_api.register_hook_map(jsonb) from public;
grant execute on function analytics_api.register_hook_map(jsonb) to analytics_api_user;
