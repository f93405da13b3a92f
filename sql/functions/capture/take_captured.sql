create or replace function analytics.take_captured(p_limit integer)
returns jsonb
-- In PL/pgSQL, which keeps its plan: it is looked for every 20 ms. What is kept must not read the
-- queue from end to end, however small it was when the plan was made.
language plpgsql
volatile
security invoker
set search_path = ''
set enable_seqscan = off
as $$
declare
    v_events jsonb;
begin
    -- Up to a place, not from one: what commits late with a smaller number comes with a later one.
    with taken as (
        delete from analytics.capture_queue as q
        where q.id <= (
            select max(f.id)
            from (
                select c.id from analytics.capture_queue as c order by c.id limit p_limit
            ) as f
        )
        returning q.*
    )
    select jsonb_agg(
        jsonb_build_object(
            'id', coalesce(
                -- Null without a key.
                analytics_api.stable_uuid(
                    t.source_name || ' ' || t.event_type || ' ' || t.row_key
                ),
                gen_random_uuid()
            ),
            'vendorId', t.vendor,
            'eventType', t.event_type,
            'timestamp', t.occurred_at,
            'sessionId', t.session_id,
            'sourceSystem', t.source_name,
            'eventData', coalesce(
                (
                    select jsonb_object_agg(d.key, d.value)
                    from jsonb_each(t.event_data) as d
                    where d.value <> 'null'
                ),
                '{}'
            )
        )
        order by t.id
    )
    into v_events
    from taken as t;
    return v_events;
end;
$$;

comment on function analytics.take_captured(integer) is
'Take the next captured rows off the queue, as events; null where there are none.';
revoke all on function analytics.take_captured(integer) from public;
