create or replace function analytics.list_client_sessions(p_vendor_id uuid, p_patterns text[])
returns text[]
language sql
stable
security invoker
set search_path = ''
as $$
    select coalesce(array_agg(s.session_id), '{}')
    from (
        select e.session_id
        from public.analytics_events as e
        where e.vendor_id = p_vendor_id and e.session_id is not null
        group by e.session_id
        having bool_or(e.event_data::text ~ any(p_patterns))
            -- A server that sends everything in one session is not a client's session.
            and bool_and(e.event_data::text ~ any(p_patterns) or not e.event_data ? 'clientId')
    ) as s
$$;

comment on function analytics.list_client_sessions(uuid, text[]) is
'Sessions in which a client is named, and no other: their addresses are the client''s.';
revoke all on function analytics.list_client_sessions(uuid, text[]) from public;
