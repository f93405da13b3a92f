create or replace function analytics_api.collect_events(
    p_body text,
    p_key text,
    p_origin text,
    p_context jsonb
)
returns table (status integer, body jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := analytics.use_publishable_key(p_key, p_origin);
    v_events jsonb := analytics.read_browser_text(p_body);
    v_refused jsonb;
begin
    select
        -- What the server knows better than a page: no page speaks for another door or address.
        coalesce(jsonb_agg(
            case
                when jsonb_typeof(e.event) = 'object' then e.event - array[
                    'ipAddress', 'userAgent', 'sourceSystem', 'streamId', 'priority', 'metadata'
                ]
                else e.event
            end
            order by e.ordinality
        ), '[]'),
        coalesce(jsonb_object_agg(e.ordinality - 1, jsonb_build_array(analytics.reason(
            '/eventType', 'eventType',
            to_jsonb(array_to_string(analytics.list_browser_types(), ', ')),
            e.event -> 'eventType'
        ))) filter (
            where coalesce(e.event ->> 'eventType', '') <> all (analytics.list_browser_types())
        ), '{}')
    into v_events, v_refused
    from jsonb_array_elements(v_events) with ordinality as e (event, ordinality);
    return query
    select a.status, a.body
    from analytics.answer_ingest(analytics.store_events(
        v_events,
        p_context || jsonb_build_object(
            'door', 'browser', 'sourceSystem', 'browser', 'vendorId', v_vendor_id
        ),
        array[v_vendor_id], p_unreadable => v_refused
    )) as a;
end;
$$;

comment on function analytics_api.collect_events(text, text, text, jsonb) is
'Take in what a browser sends with a publishable key from a page of p_origin: at most 100 events of
the types that browsers may tell, for the vendor of the key. Others are kept as rejected, as at
every door. Returns status and body as receive_events. Raises ZA100, ZA102, ZA404 (key), ZA405
(origin).';
revoke all on function analytics_api.collect_events(text, text, text, jsonb) from public;
grant execute on function analytics_api.collect_events(text, text, text, jsonb)
to analytics_api_user;
