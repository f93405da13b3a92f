create or replace function analytics_api.record_usage(p_rows jsonb)
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.store_usage(p_rows)
$$;

comment on function analytics_api.record_usage(jsonb) is
'Note requests that the service has answered, an array of {vendorId, requestedAt, callerId,
callerKind, route, method, status, durationMs, databaseMs, rowCount, byteCount, cacheStatus,
requestId, traceId}; returns how many.';
revoke all on function analytics_api.record_usage(jsonb) from public;
grant execute on function analytics_api.record_usage(jsonb) to analytics_api_user;
