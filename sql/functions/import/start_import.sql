create or replace function analytics.start_import(
    p_file jsonb,
    p_map jsonb,
    p_prepared jsonb,
    p_is_restart boolean default false
)
returns table (import_id uuid, acknowledged_count bigint)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_key text := format('analytics.import %s %s', p_file ->> 'sha256', p_map ->> 'sha256');
    v_import analytics.imports;
begin
    -- Held by the session: it covers all batches.
    if not pg_try_advisory_lock(hashtextextended(v_key, 0)) then
        raise exception using
            errcode = 'ZA303',
            message = 'this file is being imported with this map by another session';
    end if;
    insert into analytics.imports (
        file_name, file_sha256, map_name, map_sha256, events_checksum, event_count
    )
    values (
        p_file ->> 'name', p_file ->> 'sha256', p_map ->> 'name', p_map ->> 'sha256',
        p_prepared ->> 'checksum', (p_prepared ->> 'events')::bigint
    )
    on conflict on constraint imports_file_sha256_map_sha256_key do nothing;
    select i.* into v_import
    from analytics.imports as i
    where i.file_sha256 = p_file ->> 'sha256' and i.map_sha256 = p_map ->> 'sha256';
    if p_is_restart or v_import.status = 'finished'
        or v_import.events_checksum <> p_prepared ->> 'checksum' then
        perform analytics.restart_import(v_import.id, p_prepared);
        v_import.acknowledged_count := 0;
    end if;
    return query select v_import.id, v_import.acknowledged_count;
end;
$$;

comment on function analytics.start_import(jsonb, jsonb, jsonb, boolean) is
'Begin the import of a file {name, sha256} with a map {name, sha256}, prepared by prepare_import, or
go on with one that was interrupted; returns how many of its events were acknowledged already. One
that is finished, or whose map now returns other events, begins anew. Raises ZA303 (running).';
revoke all on function analytics.start_import(jsonb, jsonb, jsonb, boolean) from public;
