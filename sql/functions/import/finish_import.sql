create or replace function analytics.finish_import(p_import_id uuid)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    update analytics.imports
    set status = 'finished', finished_at = clock_timestamp()
    where id = p_import_id
$$;

comment on function analytics.finish_import(uuid) is
'Note that all events of an import are acknowledged.';
revoke all on function analytics.finish_import(uuid) from public;
