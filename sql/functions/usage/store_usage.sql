create or replace function analytics.store_usage(p_rows jsonb)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_stored_count integer;
begin
    insert into public.analytics_api_usage (
        vendor_id, requested_at, caller_id, caller_kind, route, method, status, duration_ms,
        database_ms, row_count, byte_count, cache_status, request_id, trace_id
    )
    select
        coalesce(
            analytics.try_uuid(r."vendorId"),
            case when r."callerKind" = 'user'
                then analytics.find_only_vendor(r."callerId")::uuid
            end,
            '00000000-0000-0000-0000-000000000000'
        ),
        -- A clock that is wrong must not lead into a month for which there is no partition.
        greatest(least(r."requestedAt", clock_timestamp()), clock_timestamp() - interval '1 hour'),
        left(r."callerId", 100), r."callerKind", left(r.route, 200), left(r.method, 20), r.status,
        r."durationMs", r."databaseMs", r."rowCount", r."byteCount", left(r."cacheStatus", 20),
        left(r."requestId", 100), left(r."traceId", 32)
    from jsonb_to_recordset(p_rows) as r (
        "vendorId" text, "requestedAt" timestamptz, "callerId" text, "callerKind" text, route text,
        method text, status smallint, "durationMs" real, "databaseMs" real, "rowCount" bigint,
        "byteCount" bigint, "cacheStatus" text, "requestId" text, "traceId" text
    );
    get diagnostics v_stored_count = row_count;
    return v_stored_count;
end;
$$;

comment on function analytics.store_usage(jsonb) is
'Note requests; a user who is a member of one vendor counts for it. Returns how many.';
revoke all on function analytics.store_usage(jsonb) from public;
grant execute on function analytics.store_usage(jsonb) to analytics_definer;
