create or replace function analytics.list_client_sessions(
    p_vendor_id uuid,
    p_patterns text[],
    p_needles text[]
)
returns text[]
language sql
stable
security invoker
set search_path = ''
as $$
    select coalesce(array_agg(s.session_id), '{}')
    from (
        select e.session_id
        from (
            select
                c.session_id, c.event_data ? 'clientId' as has_client,
                c.event_data::text like any(p_needles)
                and c.event_data::text ~ any(p_patterns) as is_named
            from public.analytics_events as c
            where c.vendor_id = p_vendor_id and c.session_id is not null
        ) as e
        group by e.session_id
        -- A server that sends everything in one session is not a client's session.
        having bool_or(e.is_named) and bool_and(e.is_named or not e.has_client)
    ) as s
$$;

comment on function analytics.list_client_sessions(uuid, text[], text[]) is
'Sessions in which a client is named, and no other: their addresses are the client''s.';
revoke all on function analytics.list_client_sessions(uuid, text[], text[]) from public;
