create or replace function analytics.store_plain_events(
    p_events jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_now timestamptz,
    out verdicts text,
    out newest_at timestamptz
)
language plpgsql
volatile
parallel unsafe
security invoker
set search_path = ''
set plan_cache_mode = 'force_generic_plan'
as $$
declare
    v_has_deletions boolean := exists (select from analytics.deleted_events);
begin
    -- No "on conflict do nothing": a row costs less without it.
    with judged as materialized (
        select
            j.index, j.id, j.vendor_id, j.event_type, j.occurred_at, j.event_data, j.session_id,
            j.user_agent, j.ip_address, j.source_system, j.stream_id, j.priority, j.kind,
            case
                when j.reasons is null and j.is_identified
                    and not (v_has_deletions and exists (
                        select from analytics.deleted_events as d
                        where d.vendor_id = j.vendor_id and d.event_type = j.event_type
                            and d.occurred_at = j.occurred_at and d.event_id = j.id
                    )) then j.schema_version
                -- Make the cast fail, before anything is stored.
                else ('event ' || j.index || ' is left to store_batch')::integer
            end as schema_version,
            j.metadata
        from analytics.judge_events(p_events, p_context, p_vendor_ids, p_now, false) as j
    ), stored as (
        insert into public.analytics_events (
            id, vendor_id, event_type, event_data, session_id, user_agent, ip_address,
            "timestamp", kind, source_system, stream_id, priority, schema_version, metadata,
            received_at
        )
        select
            j.id, j.vendor_id, j.event_type, j.event_data, j.session_id, j.user_agent,
            j.ip_address, j.occurred_at, j.kind, j.source_system, j.stream_id, j.priority,
            j.schema_version, j.metadata, p_now
        from judged as j
        -- In the order of store_batch: two batches with the same events never wait in a circle.
        order by j.vendor_id, j.occurred_at, j.id, j.event_type
    )
    select
        string_agg(
            analytics.compose_verdict(j.index, j.id, null, null, true), ',' order by j.index
        ),
        max(j.occurred_at)
    into verdicts, newest_at
    from judged as j;
exception
    -- One of them is not plain, or it was there before.
    when data_exception or unique_violation then
        verdicts := null;
end;
$$;

comment on function analytics.store_plain_events(jsonb, jsonb, uuid[], timestamptz) is
'Store the events of an array, if all of them are valid, new and say their id and time; returns
their verdicts, and the time of the newest. Verdicts are null, and nothing is done, where one of
them is otherwise: then store_batch tells which.';
revoke all on function analytics.store_plain_events(jsonb, jsonb, uuid[], timestamptz) from public;
