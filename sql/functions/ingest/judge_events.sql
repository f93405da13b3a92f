create or replace function analytics.judge_events(
    p_events jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_now timestamptz,
    p_is_singly boolean
)
returns table (
    index integer,
    id uuid,
    vendor_id uuid,
    event_type text,
    occurred_at timestamptz,
    event_data jsonb,
    session_id text,
    user_agent text,
    ip_address inet,
    source_system text,
    stream_id text,
    priority text,
    kind text,
    schema_version integer,
    metadata jsonb,
    is_identified boolean,
    reasons jsonb
)
language sql
stable
security invoker
as $$
    with given as materialized (
        select
            (
                select p.id
                from public.user_profiles as p
                where p.id = analytics.try_uuid(p_events #>> '{0,vendorId}')
                    and (p_vendor_ids is null or p.id = any(p_vendor_ids))
            ) as first_vendor_id,
            w.from_at as earliest,
            least(w.to_at - interval '1 microsecond', p_now + s.future_tolerance) as latest,
            coalesce(
                analytics.try_uuid(p_context ->> 'vendorId'),
                case when pg_catalog.cardinality(p_vendor_ids) = 1 then p_vendor_ids[1] end
            ) as vendor_id,
            analytics.try_timestamptz(p_context ->> 'timestamp') as occurred_at,
            analytics.try_inet(p_context ->> 'ipAddress') as ip_address,
            p_context ->> 'eventType' as event_type,
            pg_catalog."left"(p_context ->> 'sessionId', 255) as session_id,
            p_context ->> 'userAgent' as user_agent,
            p_context ->> 'sourceSystem' as source_system,
            p_context ->> 'streamId' as stream_id,
            p_context ->> 'priority' as priority
        from analytics.event_window as w
        cross join analytics.settings as s
        -- Each has one row, and the planner is to know it.
        limit 1
    ), registered as (
        select
            t.event_type, t.schema_version, t.kind, t.priority,
            pg_catalog.max(t.schema_version) over (partition by t.event_type) as latest_version
        from analytics.event_types as t
    )
    select
        r.index, coalesce(r.id, pg_catalog.gen_random_uuid()), r.of_vendor_id, r.of_type,
        r.happened_at, r.event_data, coalesce(r.session_id, r.given_session_id),
        coalesce(r.user_agent, r.given_user_agent), coalesce(r.ip_address, r.given_ip_address),
        coalesce(r.source_system, r.given_source_system),
        coalesce(r.stream_id, r.given_stream_id),
        coalesce(r.priority, r.given_priority, t.priority),
        t.kind, t.schema_version, r.metadata,
        r.id is not null and (r.occurred_at is not null or r.happened_at is distinct from p_now),
        case
            when r.reasons is null and r.of_vendor_id is not null and t.event_type is not null
                and r.happened_at between r.earliest and r.latest
                and pg_catalog.jsonb_typeof(r.event_data) = 'object'
                and (r.priority is null or r.priority in ('low', 'normal', 'high', 'critical'))
                and (r.session_id is null or pg_catalog.length(r.session_id) <= 255)
                -- As text JSON is at most six times as long as in binary form.
                and pg_catalog.pg_column_size(r.event_data)
                    + coalesce(pg_catalog.pg_column_size(r.metadata), 0)
                    + coalesce(pg_catalog.octet_length(r.user_agent), 0) < 10000
                then case
                    when analytics.has_plain_data(r.of_type, t.schema_version, r.unpacked_data)
                        then null
                    else analytics.place_reasons(analytics.validate_event_data(
                        r.of_type, t.schema_version, r.unpacked_data
                    ))
                end
            else analytics.explain_event(
                p_events -> r.index, r.reasons, r.of_type, r.of_vendor_id is not null,
                r.schema_version, t.event_type is not null, r.happened_at, r.earliest, r.latest
            )
        end
    from (
        select
            e.*, g.earliest, g.latest,
            g.session_id as given_session_id, g.user_agent as given_user_agent,
            g.ip_address as given_ip_address, g.source_system as given_source_system,
            g.stream_id as given_stream_id, g.priority as given_priority,
            -- Looked up one by one, so that a single event does not read all vendors; but most
            -- of a batch is of one.
            case
                when coalesce(e.vendor_id, g.vendor_id) = g.first_vendor_id then g.first_vendor_id
                else (
                    select p.id
                    from public.user_profiles as p
                    where p.id = coalesce(e.vendor_id, g.vendor_id)
                        and (p_vendor_ids is null or p.id = any(p_vendor_ids))
                )
            end as of_vendor_id,
            coalesce(e.event_type, g.event_type) as of_type,
            coalesce(
                e.occurred_at, g.occurred_at,
                case when e.id is null then p_now else analytics.uuid_v7_time(e.id) end
            ) as happened_at,
            -- With nothing added it is unpacked once, not by each condition on it.
            e.event_data || '{}' as unpacked_data
        from given as g
        cross join (
            select a.* from analytics.read_events(p_events) as a where not p_is_singly
            union all
            select b.* from analytics.read_events_singly(p_events) as b where p_is_singly
        ) as e
        -- What is worked out here is worked out once.
        offset 0
    ) as r
    left join registered as t
        on t.event_type = r.of_type
        and t.schema_version = coalesce(r.schema_version, t.latest_version)
$$;

comment on function analytics.judge_events(jsonb, jsonb, uuid[], timestamptz, boolean) is
'The events of an array with everything filled in that they did not say, each with the reasons why
it cannot be stored, or null. p_vendor_ids are the vendors that may be written for, null for all.
Unless p_is_singly, one value that does not fit its type raises a data exception. Inlined.';
revoke all on function analytics.judge_events(jsonb, jsonb, uuid[], timestamptz, boolean)
from public;
