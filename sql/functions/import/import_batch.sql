create or replace function analytics.import_batch(p_import_id uuid, p_count integer)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_counts jsonb;
begin
    select analytics_api.ingest_events(
        analytics.take_import_batch(i.acknowledged_count, p_count),
        jsonb_build_object('door', 'import', 'importId', p_import_id)
    ) -> 'counts'
    into strict v_counts
    from analytics.imports as i
    where i.id = p_import_id;
    update analytics.imports as i
    set
        acknowledged_count = i.acknowledged_count + (v_counts ->> 'received')::bigint,
        stored_count = i.stored_count + (v_counts ->> 'stored')::bigint,
        duplicate_count = i.duplicate_count + (v_counts ->> 'duplicate')::bigint,
        rejected_count = i.rejected_count + (v_counts ->> 'rejected')::bigint,
        acknowledged_at = clock_timestamp()
    where i.id = p_import_id;
    return v_counts;
end;
$$;

comment on function analytics.import_batch(uuid, integer) is
'Ingest the next events of an import and note them as acknowledged, in one transaction; returns the
counts {received, stored, duplicate, rejected}, with 0 received at its end.';
revoke all on function analytics.import_batch(uuid, integer) from public;
