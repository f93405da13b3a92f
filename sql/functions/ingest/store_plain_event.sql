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
        return false;
    end if;
    v_id := (p_event ->> 'id')::uuid;
    v_vendor_id := (p_event ->> 'vendorId')::uuid;
    v_occurred_at := (p_event ->> 'timestamp')::timestamptz;
    -- One statement judges and stores, for what a statement costs is mostly to begin it.
    insert into public.analytics_events (
        id, vendor_id, event_type, event_data, session_id, user_agent, ip_address, "timestamp",
        kind, source_system, stream_id, priority, schema_version, received_at
    )
    select
        v_id, v_vendor_id, t.event_type, p_event -> 'eventData',
        coalesce(p_event ->> 'sessionId', left(p_context ->> 'sessionId', 255)),
        coalesce(p_event ->> 'userAgent', p_context ->> 'userAgent'),
        analytics.try_inet(p_context ->> 'ipAddress'), v_occurred_at, t.kind,
        coalesce(p_event ->> 'sourceSystem', p_context ->> 'sourceSystem'),
        coalesce(p_event ->> 'streamId', p_context ->> 'streamId'),
        coalesce(p_context ->> 'priority', t.priority), t.schema_version, p_now
    from (
        select e.event_type, e.schema_version, e.kind, e.priority
        from analytics.event_types as e
        where e.event_type = p_event ->> 'eventType'
        order by e.schema_version desc
        limit 1
    ) as t
    where v_id is not null
        and exists (
            select from public.user_profiles as p
            where p.id = v_vendor_id and (p_vendor_ids is null or p.id = any(p_vendor_ids))
        )
        and exists (
            select from analytics.event_window as w
            where v_occurred_at >= w.from_at and v_occurred_at < w.to_at
        )
        and exists (
            select from analytics.settings as s where v_occurred_at <= p_now + s.future_tolerance
        )
        -- What was deleted for good does not come back: its replay is a duplicate.
        and not exists (
            select from analytics.deleted_events as d
            where d.vendor_id = v_vendor_id and d.event_type = p_event ->> 'eventType'
                and d.occurred_at = v_occurred_at and d.event_id = v_id
        )
        and analytics.validate_event_data(
            t.event_type, t.schema_version, p_event -> 'eventData'
        ) is null
    on conflict do nothing;
    return found;
end;
$$;

comment on function analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz) is
'Store one event that is new and valid, says all of what it must and nothing unusual; returns
whether it did. What it leaves, having done nothing, is for store_batch, whose statement takes
longer to begin. Raises a data exception for what does not fit its type.';
revoke all on function analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz) from public;
