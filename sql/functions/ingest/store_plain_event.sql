create or replace function analytics.store_plain_event(
    p_event jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_now timestamptz
)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
set plan_cache_mode = 'force_generic_plan'
as $$
declare
    v_id uuid;
    v_vendor_id uuid;
    v_occurred_at timestamptz;
    v_type record;
begin
    -- Whatever is out of the ordinary is left to the statement that judges batches.
    if jsonb_typeof(p_event) is distinct from 'object' or pg_column_size(p_event) >= 10000
        or p_event - '{
            id,vendorId,eventType,timestamp,eventData,sessionId,userAgent,sourceSystem,streamId
        }'::text[] <> '{}'
        or (p_event ->> 'timestamp' like '____-__-__T__:__:%Z') is not true
        or jsonb_typeof(p_event -> 'eventData') is distinct from 'object'
        or length(p_event ->> 'sessionId') > 255
    then
        return null;
    end if;
    v_id := (p_event ->> 'id')::uuid;
    v_vendor_id := (p_event ->> 'vendorId')::uuid;
    v_occurred_at := (p_event ->> 'timestamp')::timestamptz;
    select t.kind, t.schema_version, t.priority
    into v_type
    from public.user_profiles as p
    cross join analytics.event_window as w
    cross join analytics.settings as s
    inner join analytics.event_types as t on t.event_type = p_event ->> 'eventType'
    where p.id = v_vendor_id and (p_vendor_ids is null or p.id = any(p_vendor_ids))
        and v_occurred_at >= w.from_at and v_occurred_at < w.to_at
        and v_occurred_at <= p_now + s.future_tolerance
    order by t.schema_version desc
    limit 1;
    if not found or v_id is null or analytics.validate_event_data(
        p_event ->> 'eventType', v_type.schema_version, p_event -> 'eventData'
    ) is not null then
        return null;
    end if;
    insert into public.analytics_events (
        id, vendor_id, event_type, event_data, session_id, user_agent, ip_address, "timestamp",
        kind, source_system, stream_id, priority, schema_version, received_at
    )
    select
        v_id, v_vendor_id, p_event ->> 'eventType', p_event -> 'eventData',
        coalesce(p_event ->> 'sessionId', left(p_context ->> 'sessionId', 255)),
        coalesce(p_event ->> 'userAgent', p_context ->> 'userAgent'),
        analytics.try_inet(p_context ->> 'ipAddress'), v_occurred_at, v_type.kind,
        coalesce(p_event ->> 'sourceSystem', p_context ->> 'sourceSystem'),
        coalesce(p_event ->> 'streamId', p_context ->> 'streamId'),
        coalesce(p_context ->> 'priority', v_type.priority), v_type.schema_version, p_now
    -- What was deleted for good does not come back: its replay is a duplicate.
    where not exists (
        select from analytics.deleted_events as d
        where d.vendor_id = v_vendor_id and d.event_type = p_event ->> 'eventType'
            and d.occurred_at = v_occurred_at and d.event_id = v_id
    )
    on conflict do nothing;
    return found;
end;
$$;

comment on function analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz) is
'Store one event that says all of what it must and nothing unusual; returns whether it was new, and
null, having done nothing, where it is left to store_batch. A statement for a batch takes several
times as long to begin. Raises a data exception for what does not fit its type.';
revoke all on function analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz) from public;
