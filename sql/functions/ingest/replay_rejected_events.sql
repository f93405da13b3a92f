create or replace function analytics_api.replay_rejected_events(p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(
        p_request, '{ids,mends,merge,vendorId,door,keyword,eventType,from,to,limit,cursor}'
    );
    v_mends jsonb;
    v_ids uuid[];
    v_id uuid;
    v_items jsonb := jsonb_build_array();
    v_vendor_ids uuid[] := analytics.writable_vendor_ids();
begin
    perform analytics.check_reject_request(v_request, array[
        'ids', 'mends', 'merge', 'vendorId', 'door', 'keyword', 'eventType', 'from', 'to', 'limit',
        'cursor'
    ]);
    v_mends := analytics.read_mends(coalesce(v_request -> 'mends', '[]'));
    v_ids := analytics.select_replays(v_request, v_mends);
    foreach v_id in array v_ids loop
        v_items := v_items || analytics.replay_reject(
            v_id,
            coalesce(
                v_mends -> v_id::text,
                case when v_request ? 'merge' then
                    jsonb_build_object('merge', v_request -> 'merge')
                end
            ),
            v_vendor_ids
        );
    end loop;
    return (
        select jsonb_build_object(
            'counts', jsonb_build_object(
                'selected', count(*),
                'replayed', count(*) filter (where i ->> 'status' = 'replayed'),
                'rejected', count(*) filter (where i ->> 'status' = 'rejected'),
                'busy', count(*) filter (where i ->> 'status' = 'busy'),
                'closed', count(*) filter (where i ->> 'status' = 'closed')
            ),
            'items', coalesce(jsonb_agg(i order by o), '[]'),
            -- By filter there may be more; those that are named are all there are.
            'nextCursor', (
                select analytics.encode_cursor(jsonb_build_array(r.received_at, r.id))
                from public.analytics_rejected_events as r
                where not v_request ?| array['ids', 'mends'] and r.id = v_ids[cardinality(v_ids)]
                    and cardinality(v_ids) = coalesce((v_request ->> 'limit')::integer, 100)
            )
        )
        from jsonb_array_elements(v_items) with ordinality as u (i, o)
    );
end;
$$;

comment on function analytics_api.replay_rejected_events(jsonb) is
'Take refused events in again, after the data, the schema or the vendors are mended: {counts, items:
[{id, status, result}], nextCursor}. The request names them (ids), or narrows down the open ones
(vendorId, door, keyword, eventType, from, to, limit, cursor); mends [{id, event | merge}] replaces
an event or merges a JSON merge patch into it (RFC 7396), merge does so with each. Twice is as good
as once: what is replayed stays so. Raises ZA156, ZA170, ZA211, ZA401.';
revoke all on function analytics_api.replay_rejected_events(jsonb) from public;
grant execute on function analytics_api.replay_rejected_events(jsonb) to analytics_api_user;
