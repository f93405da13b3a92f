create or replace function analytics.restart_import(p_import_id uuid, p_prepared jsonb)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    -- What was rejected comes again, and is kept again if it still does not pass.
    update public.analytics_rejected_events
    set state = 'replayed'
    where door = 'import' and state = 'open' and context ->> 'importId' = p_import_id::text;
    update analytics.imports
    set
        events_checksum = p_prepared ->> 'checksum',
        event_count = (p_prepared ->> 'events')::bigint,
        acknowledged_count = 0, stored_count = 0, duplicate_count = 0, rejected_count = 0,
        status = 'running', started_at = now(), acknowledged_at = null, finished_at = null
    where id = p_import_id
$$;

comment on function analytics.restart_import(uuid, jsonb) is
'Put an import back to its beginning. Its events are not touched: the same ones are duplicates.';
revoke all on function analytics.restart_import(uuid, jsonb) from public;
