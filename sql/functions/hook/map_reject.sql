create or replace function analytics.map_reject(
    p_reject public.analytics_rejected_events,
    p_body text
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_map_sql text;
begin
    select m.map_sql into v_map_sql
    from analytics.hook_sources as s
    inner join analytics.hook_maps as m on m.map_name = s.map_name
    where s.vendor_id = p_reject.vendor_id and s.source_name = p_reject.context ->> 'source';
    if v_map_sql is null then
        return jsonb_build_object('reasons', jsonb_build_array(analytics.reason(
            '', 'map', to_jsonb('a source of webhooks that is there'::text),
            p_reject.context -> 'source'
        )));
    end if;
    return jsonb_build_object('events', analytics_api.run_hook_map(
        v_map_sql, p_body::jsonb, jsonb_build_object(
            'sourceName', p_reject.context ->> 'source', 'vendorId', p_reject.vendor_id,
            'receivedAt', p_reject.received_at
        )
    ));
exception
    when others then
        return jsonb_build_object('reasons', jsonb_build_array(analytics.reason(
            '', 'map', to_jsonb('a payload that the map can read'::text),
            to_jsonb(format('%s (%s)', sqlerrm, sqlstate))
        )));
end;
$$;

comment on function analytics.map_reject(public.analytics_rejected_events, text) is
'{"events"} that the map of its source now makes of a delivery that it could not read when it came,
or {"reasons"} why it still does not.';
revoke all on function analytics.map_reject(public.analytics_rejected_events, text) from public;
