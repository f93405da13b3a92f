create or replace function analytics.store_batch(
    p_events jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_unreadable jsonb,
    p_body text,
    p_format text,
    p_keeps_rejects boolean,
    p_is_singly boolean
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
-- The plan for a batch is the plan for any batch; making it costs more than a single event.
set plan_cache_mode = 'force_generic_plan'
as $$
declare
    v_now timestamptz := clock_timestamp();
    v_has_unreadable boolean := p_unreadable <> '{}';
    v_verdicts text;
    v_rejects jsonb;
    v_stored_count integer;
    v_received_count integer;
    v_identified_count integer;
    v_newest_at timestamptz;
    v_rejected_count integer;
begin
    -- Whatever the session says: what follows from these events is left to the trigger.
    perform set_config('analytics.appends_itself', 'off', true);
    -- Nearly every batch is new and valid throughout, which is known for less.
    if p_is_singly or v_has_unreadable then
        null;
    elsif jsonb_array_length(p_events) > 1 then
        select p.verdicts, p.newest_at into v_verdicts, v_newest_at
        from analytics.store_plain_events(p_events, p_context, p_vendor_ids, v_now) as p;
    end if;
    if v_verdicts is not null then
        v_received_count := jsonb_array_length(p_events);
        v_stored_count := v_received_count;
        v_identified_count := v_received_count;
    else
        -- One statement: it judges once, and stores and tells by that.
        with judged as materialized (
            select
                j.*,
                coalesce(
                    case when v_has_unreadable then p_unreadable -> j.index::text end, j.reasons
                ) as refusal
            from analytics.judge_events(
                p_events, p_context, p_vendor_ids, v_now, p_is_singly
            ) as j
        ), stored as (
            insert into public.analytics_events (
                id, vendor_id, event_type, event_data, session_id, user_agent, ip_address,
                "timestamp", kind, source_system, stream_id, priority, schema_version, metadata,
                received_at
            )
            select
                j.id, j.vendor_id, j.event_type, j.event_data, j.session_id, j.user_agent,
                j.ip_address, j.occurred_at, j.kind, j.source_system, j.stream_id, j.priority,
                j.schema_version, j.metadata, v_now
            from judged as j
            where j.refusal is null
                -- What was deleted for good does not come back: its replay is a duplicate.
                and not exists (
                    select from analytics.deleted_events as d
                    where d.vendor_id = j.vendor_id and d.event_type = j.event_type
                        and d.occurred_at = j.occurred_at and d.event_id = j.id
                )
            -- In one order everywhere: two batches with the same events never wait in a circle.
            -- Time comes before type, because most batches are in that order already.
            order by j.vendor_id, j.occurred_at, j.id, j.event_type
            on conflict do nothing
            returning id, vendor_id, event_type, "timestamp"
        ), counted as (
            select
                (select count(*) from stored) as stored_count,
                (select count(*) from judged as j where j.refusal is null) as valid_count
        ), first_of_its_kind as (
            -- Only where something was there already: of equal events the first is stored.
            select distinct on (j.vendor_id, j.event_type, j.occurred_at, j.id) j.index
            from judged as j
            inner join stored as s
                on s.vendor_id = j.vendor_id and s.event_type = j.event_type
                and s."timestamp" = j.occurred_at and s.id = j.id
            where (select c.stored_count <> c.valid_count from counted as c) and j.refusal is null
            order by j.vendor_id, j.event_type, j.occurred_at, j.id, j.index
        )
        select
            count(*), coalesce(min(c.stored_count), 0), count(*) filter (where j.is_identified),
            max(j.occurred_at) filter (where j.refusal is null),
            string_agg(
                analytics.compose_verdict(
                    j.index, j.id, case when not j.is_identified then j.occurred_at end, j.refusal,
                    c.stored_count = c.valid_count or f.index is not null
                ),
                ',' order by j.index
            ),
            jsonb_agg(jsonb_build_object(
                'index', j.index, 'vendorId', j.vendor_id, 'eventType', j.event_type,
                'schemaVersion', j.schema_version, 'reasons', j.refusal
            )) filter (where j.refusal is not null)
        into
            v_received_count, v_stored_count, v_identified_count, v_newest_at, v_verdicts, v_rejects
        from judged as j
        cross join counted as c
        left join first_of_its_kind as f on f.index = j.index;
    end if;

    if v_stored_count > 0 and analytics.has_deleted_event(v_now) then
        raise exception using
            errcode = 'serialization_failure',
            message = 'an event was deleted while it was replayed';
    end if;
    v_rejected_count := coalesce(jsonb_array_length(v_rejects), 0);
    insert into analytics.ingest_batches (
        door, received_at, newest_at, stored_count, duplicate_count, rejected_count
    ) values (
        left(coalesce(p_context ->> 'door', 'sql'), 50), v_now, v_newest_at, v_stored_count,
        v_received_count - v_stored_count - v_rejected_count, v_rejected_count
    );
    if v_rejects is not null and p_keeps_rejects then
        perform analytics.keep_rejects(
            v_rejects, p_events, analytics.split_events(p_body, p_format), p_context, p_vendor_ids,
            v_now
        );
    end if;
    return analytics.compose_ingest_result(
        v_verdicts, v_received_count, v_stored_count, v_rejected_count,
        v_identified_count, p_context, v_now
    );
end;
$$;

comment on function analytics.store_batch(
    jsonb, jsonb, uuid[], jsonb, text, text, boolean, boolean
) is
'The work of store_events, reading the events at once or singly. Raises a serialization
failure where it stored an event that was being deleted.';
revoke all on function analytics.store_batch(
    jsonb, jsonb, uuid[], jsonb, text, text, boolean, boolean
) from public;
