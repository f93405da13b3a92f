create or replace function analytics.list_captured_operations(p_mapping jsonb)
returns setof text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_array_elements_text(coalesce(p_mapping -> 'on', '["insert"]'))
$$;

comment on function analytics.list_captured_operations(jsonb) is
'Operations that a mapping captures; inserts where it does not say.';
revoke all on function analytics.list_captured_operations(jsonb) from public;
