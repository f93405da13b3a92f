create or replace function analytics.store_hook_map(
    p_name text,
    p_description text,
    p_map_sql text
)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.hook_maps (map_name, description, map_sql)
    values (p_name, p_description, p_map_sql)
    on conflict (map_name) do update
    set description = excluded.description, map_sql = excluded.map_sql, updated_at = now()
$$;

comment on function analytics.store_hook_map(text, text, text) is
'Store a map, or its new text. Runs as the owner of the table; whoever calls it has checked caller
and map.';
revoke all on function analytics.store_hook_map(text, text, text) from public;
grant execute on function analytics.store_hook_map(text, text, text) to analytics_definer;
