create or replace function analytics_api.delete_event(
    p_identity jsonb,
    p_reason text default null,
    p_context jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_key analytics.event_key := analytics.resolve_event_key(p_identity);
begin
    return analytics.describe_event_key(v_key)
        || analytics.remove_event(v_key, p_reason, p_context);
end;
$$;

comment on function analytics_api.delete_event(jsonb, text, jsonb) is
'Delete the event {"vendorId", "eventType", "timestamp", "id"} for good: rollups, facts and metrics
follow in the same transaction, a replay is a duplicate, and what it said is kept with who, when and
why. Returns the identity with status deleted or already_deleted. For owners of the vendor. Raises
ZA127, ZA175 (identity), ZA201, ZA215 (no such event), ZA403.';
revoke all on function analytics_api.delete_event(jsonb, text, jsonb) from public;
grant execute on function analytics_api.delete_event(jsonb, text, jsonb) to analytics_api_user;
