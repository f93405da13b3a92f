create or replace function analytics_api.list_rejected_events(p_request jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(
        p_request, '{vendorId,state,door,keyword,eventType,from,to,limit,cursor}'
    );
    v_limit integer;
begin
    perform analytics.require_scope('read');
    perform analytics.check_reject_request(v_request, array[
        'vendorId', 'state', 'door', 'keyword', 'eventType', 'from', 'to', 'limit', 'cursor'
    ]);
    v_limit := coalesce((v_request ->> 'limit')::integer, 50);
    return (
        with found as materialized (
            -- One more than asked for tells whether there is a next page.
            select f.id, f.received_at, row_number() over (order by f.received_at desc, f.id desc)
                as place
            from analytics.find_rejects(v_request, v_limit + 1) as f
        )
        select jsonb_build_object(
            'items', coalesce(
                jsonb_agg(analytics.describe_reject(r) order by f.place)
                filter (where f.place <= v_limit), '[]'
            ),
            'nextCursor', case when count(*) > v_limit then (
                select analytics.encode_cursor(jsonb_build_array(l.received_at, l.id))
                from found as l
                where l.place = v_limit
            ) end
        )
        from found as f
        inner join public.analytics_rejected_events as r on r.id = f.id
    );
end;
$$;

comment on function analytics_api.list_rejected_events(jsonb) is
'Refused events of the caller''s vendors, latest first: {items, nextCursor}. The request {vendorId,
state (open, replayed, closed, all), door, keyword, eventType, from, to, limit, cursor} narrows them
down; without a state the open ones. Raises ZA156 (the cursor), ZA170, ZA407.';
revoke all on function analytics_api.list_rejected_events(jsonb) from public;
grant execute on function analytics_api.list_rejected_events(jsonb) to analytics_api_user;
