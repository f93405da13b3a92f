create or replace function analytics.erase_client_data(
    p_vendor_id uuid,
    p_client_id text,
    p_mode text,
    p_identifiers text[],
    p_context jsonb
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_id uuid := gen_random_uuid();
    -- Kept nowhere beside the client's id: nobody can tell whose it was.
    v_pseudonym text := 'erased-' || left(md5(gen_random_uuid()::text), 12);
    v_salt text := replace(gen_random_uuid()::text, '-', '');
    v_identifiers text[] := analytics.list_client_identifiers(
        p_vendor_id, p_client_id, p_identifiers
    );
    v_patterns text[] := analytics.list_identifier_patterns(v_identifiers);
    v_needles text[] := analytics.list_identifier_needles(v_identifiers);
    v_found jsonb;
    v_left jsonb;
    v_events jsonb;
    v_partitions text[];
    v_report jsonb;
begin
    perform analytics.lock_fold(p_vendor_id, p_wait => true);
    v_found := analytics.find_mentions(p_vendor_id, v_patterns, v_needles);
    -- Before and after: what is pending is as much a copy as what is folded.
    perform analytics.fold_vendor(p_vendor_id);
    v_events := analytics.erase_events(
        p_vendor_id, v_patterns, v_needles, v_pseudonym, p_mode
    );
    perform analytics.fold_vendor(p_vendor_id);
    v_partitions := analytics.erase_detached_events(
        p_vendor_id, v_patterns, v_pseudonym, p_mode
    );
    perform analytics.erase_records(p_vendor_id, v_patterns, v_needles, v_pseudonym, p_mode);
    update analytics.fold_state as s
    set version = nextval('analytics.fold_version_seq')
    where s.vendor_id = p_vendor_id;

    v_left := analytics.find_mentions(p_vendor_id, v_patterns, v_needles);
    perform analytics.check_erasure(v_left);
    v_report := analytics.compose_erasure_report(v_id, p_vendor_id, p_mode, v_found, v_left)
        || jsonb_build_object(
            'events', v_events, 'detachedPartitions', to_jsonb(v_partitions),
            'requestId', p_context -> 'requestId'
        );
    insert into analytics.erasures (
        vendor_id, id, client_salt, client_hash, mode, requested_by, request_id, report, erased_at
    )
    values (
        p_vendor_id, v_id, v_salt,
        encode(sha256(convert_to(v_salt || p_client_id, 'UTF8')), 'hex'), p_mode,
        analytics.current_actor(), p_context ->> 'requestId', v_report, clock_timestamp()
    );
    return v_report;
end;
$$;

comment on function analytics.erase_client_data(uuid, text, text, text[], jsonb) is
'The work of erase_client, for a vendor that the caller owns. Raises ZA325.';
revoke all on function analytics.erase_client_data(uuid, text, text, text[], jsonb) from public;
grant execute on function analytics.erase_client_data(uuid, text, text, text[], jsonb)
to analytics_definer;
