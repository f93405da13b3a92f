create or replace function analytics.list_client_identifiers(
    p_vendor_id uuid,
    p_client_id text,
    p_identifiers text[]
)
returns text[]
language sql
stable
security invoker
set search_path = ''
as $$
    select array_agg(distinct i.identifier)
    from (
        select p_client_id as identifier
        union all
        select btrim(u) from unnest(p_identifiers) as u
        union all
        -- The addresses that the client's events state; names are shared by many.
        select btrim(e.event_data ->> f.field)
        from public.analytics_events as e
        cross join analytics.settings as s
        cross join lateral unnest(s.identifying_fields) as f (field)
        where e.vendor_id = p_vendor_id and e.event_data ->> 'clientId' = p_client_id
            and e.event_data ->> f.field ~ '^\s*[^@\s]+@[^@\s]+\s*$'
    ) as i
$$;

comment on function analytics.list_client_identifiers(uuid, text, text[]) is
'All that a client is looked for by: its id, what the caller adds, and the e-mail addresses in the
identifying fields of its events.';
revoke all on function analytics.list_client_identifiers(uuid, text, text[]) from public;
