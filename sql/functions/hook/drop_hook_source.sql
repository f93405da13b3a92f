create or replace function analytics.drop_hook_source(p_source_name text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    delete from analytics.hook_sources as s where s.source_name = p_source_name
$$;

comment on function analytics.drop_hook_source(text) is
'Delete a source with its secrets and deliveries. Runs as the owner of the tables; whoever calls it
has checked the caller.';
revoke all on function analytics.drop_hook_source(text) from public;
grant execute on function analytics.drop_hook_source(text) to analytics_definer;
