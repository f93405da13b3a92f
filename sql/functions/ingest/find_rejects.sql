create or replace function analytics.find_rejects(p_request jsonb, p_limit integer)
returns table (id uuid, received_at timestamptz)
language sql
stable
security invoker
set search_path = ''
as $$
    select r.id, r.received_at
    from public.analytics_rejected_events as r
    cross join analytics.decode_cursor(p_request ->> 'cursor', '{time,uuid}') as c (place)
    where coalesce(p_request ->> 'state', 'open') in (r.state, 'all')
        and (p_request ->> 'vendorId' is null or r.vendor_id = (p_request ->> 'vendorId')::uuid)
        and (p_request ->> 'door' is null or r.door = p_request ->> 'door')
        and (p_request ->> 'eventType' is null or r.event_type = p_request ->> 'eventType')
        and (
            p_request ->> 'keyword' is null
            or r.reasons @> jsonb_build_array(jsonb_build_object('keyword', p_request -> 'keyword'))
        )
        and (p_request ->> 'from' is null or r.received_at >= (p_request ->> 'from')::timestamptz)
        and (p_request ->> 'to' is null or r.received_at < (p_request ->> 'to')::timestamptz)
        and (
            c.place is null
            or (r.received_at, r.id) < ((c.place ->> 0)::timestamptz, (c.place ->> 1)::uuid)
        )
    order by r.received_at desc, r.id desc
    limit p_limit
$$;

comment on function analytics.find_rejects(jsonb, integer) is
'The rejects, latest first, that a checked request {vendorId, state, door, keyword, eventType, from,
to, cursor} means; without a state the open ones. Raises ZA156.';
revoke all on function analytics.find_rejects(jsonb, integer) from public;
grant execute on function analytics.find_rejects(jsonb, integer) to analytics_definer;
