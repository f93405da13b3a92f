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
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_vendor_id uuid := coalesce(
        analytics.try_uuid(p_context ->> 'vendorId'),
        case when cardinality(p_vendor_ids) = 1 then p_vendor_ids[1] end
    );
    v_sent_at timestamptz := analytics.try_timestamptz(p_context ->> 'timestamp');
    v_ip_address inet := analytics.try_inet(p_context ->> 'ipAddress');
    v_earliest timestamptz;
    v_latest timestamptz;
begin
    select w.from_at, least(w.to_at - interval '1 microsecond', p_now + s.future_tolerance)
    into v_earliest, v_latest
    from analytics.event_window as w
    cross join analytics.settings as s;

    return query
    with read as (
        select
            r.*,
            coalesce(r.vendor_id, v_vendor_id) as for_vendor_id,
            coalesce(r.event_type, p_context ->> 'eventType') as of_type,
            coalesce(
                r.occurred_at, v_sent_at,
                case when r.id is null then p_now else analytics.uuid_v7_time(r.id) end
            ) as happened_at
        from (
            select a.* from analytics.read_events(p_events) as a where not p_is_singly
            union all
            select b.* from analytics.read_events_singly(p_events) as b where p_is_singly
        ) as r
    ), known as (
        select p.id
        from public.user_profiles as p
        where p.id in (select r.for_vendor_id from read as r)
            and (p_vendor_ids is null or p.id = any(p_vendor_ids))
    ), latest as (
        select t.event_type, max(t.schema_version) as schema_version
        from analytics.event_types as t
        group by t.event_type
    )
    select
        r.index, coalesce(r.id, gen_random_uuid()), k.id, r.of_type, r.happened_at, r.event_data,
        coalesce(r.session_id, left(p_context ->> 'sessionId', 255)),
        coalesce(r.user_agent, p_context ->> 'userAgent'),
        coalesce(r.ip_address, v_ip_address),
        coalesce(r.source_system, p_context ->> 'sourceSystem'),
        coalesce(r.stream_id, p_context ->> 'streamId'),
        coalesce(r.priority, p_context ->> 'priority', t.priority),
        t.kind, t.schema_version, r.metadata,
        r.id is not null and (r.occurred_at is not null or r.happened_at is distinct from p_now),
        case
            when r.reasons is null and k.id is not null and t.event_type is not null
                and r.happened_at between v_earliest and v_latest
                and jsonb_typeof(r.event_data) = 'object'
                and (r.priority is null or r.priority in ('low', 'normal', 'high', 'critical'))
                and (r.session_id is null or length(r.session_id) <= 255)
                -- As text JSON is at most six times as long as in binary form.
                and pg_column_size(r.event_data) + coalesce(pg_column_size(r.metadata), 0)
                    + coalesce(octet_length(r.user_agent), 0) < 10000
                then analytics.place_reasons(
                    analytics.validate_event_data(r.of_type, t.schema_version, r.event_data)
                )
            else analytics.explain_event(
                p_events -> r.index, r.reasons, r.of_type, k.id is not null, l.schema_version,
                coalesce(r.schema_version, l.schema_version), t.event_type is not null,
                r.happened_at, v_earliest, v_latest
            )
        end
    from read as r
    left join known as k on k.id = r.for_vendor_id
    left join latest as l on l.event_type = r.of_type
    left join analytics.event_types as t
        on t.event_type = r.of_type
        and t.schema_version = coalesce(r.schema_version, l.schema_version);
end;
$$;

comment on function analytics.judge_events(jsonb, jsonb, uuid[], timestamptz, boolean) is
'The events of an array with everything filled in that they did not say, each with the reasons why
it cannot be stored, or null. p_vendor_ids are the vendors that may be written for, null for all.
Unless p_is_singly, one value that does not fit its type raises a data exception.';
revoke all on function analytics.judge_events(jsonb, jsonb, uuid[], timestamptz, boolean)
from public;
