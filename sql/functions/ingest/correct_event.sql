create or replace function analytics_api.correct_event(
    p_identity jsonb,
    p_event_data jsonb,
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
        || analytics.replace_event(v_key, p_event_data, p_reason, p_context);
end;
$$;

comment on function analytics_api.correct_event(jsonb, jsonb, text, jsonb) is
'Replace the data of the event {"vendorId", "eventType", "timestamp", "id"}, whose identity stays.
The new data is validated as on ingest. Rollups, facts and metrics follow in the same transaction, a
replay of the original is a duplicate, and the former data is kept with who, when and why. Returns
the identity with status corrected or unchanged. A wrong time or type is mended by delete_event and
a new event. For owners of the vendor. Raises ZA127, ZA175 (identity), ZA176 (data), ZA201, ZA215
(no such event), ZA403.';
revoke all on function analytics_api.correct_event(jsonb, jsonb, text, jsonb) from public;
grant execute on function analytics_api.correct_event(jsonb, jsonb, text, jsonb)
to analytics_api_user;
