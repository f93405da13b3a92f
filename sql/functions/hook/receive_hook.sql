create or replace function analytics_api.receive_hook(
    p_source_name text,
    p_headers jsonb,
    p_body text,
    p_context jsonb default '{}'
)
returns table (status integer, body jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_context jsonb;
    v_delivery record;
    v_events jsonb;
    v_reason jsonb;
begin
    select d.* into strict v_delivery
    from analytics.open_delivery(p_source_name, p_headers, p_body) as d;
    if v_delivery.status is not null then
        return query
        select
            v_delivery.status,
            case
                when v_delivery.status = 401 then v_delivery.answer || jsonb_build_object(
                    'requestId', p_context -> 'requestId'
                )
                else v_delivery.answer
            end;
        return;
    end if;
    v_context := p_context || jsonb_build_object(
        'door', 'hook', 'source', p_source_name, 'deliveryId', v_delivery.delivery_id
    );
    if v_delivery.payload is null then
        v_reason := analytics.reason(
            '', 'json', to_jsonb('JSON that jsonb can hold'::text), to_jsonb(left(p_body, 200))
        );
    else
        begin
            v_events := analytics_api.run_hook_map(
                v_delivery.map_sql, v_delivery.payload, jsonb_build_object(
                    'sourceName', p_source_name, 'vendorId', v_delivery.vendor_id,
                    'receivedAt', clock_timestamp()
                )
            );
        exception
            when others then
                v_reason := analytics.reason(
                    '', 'map', to_jsonb('a payload that the map can read'::text),
                    to_jsonb(format('%s (%s)', sqlerrm, sqlstate))
                );
        end;
    end if;
    return query
    select c.status, c.answer
    from analytics.close_delivery(
        p_source_name, v_delivery.vendor_id, v_delivery.delivery_id, v_events, v_context
    ) as c
    where v_reason is null
    union all
    select f.status, f.answer
    from analytics.fail_delivery(
        p_source_name, v_delivery.vendor_id, v_delivery.delivery_id, p_body, v_reason, v_context
    ) as f
    where v_reason is not null;
end;
$$;

comment on function analytics_api.receive_hook(text, jsonb, text, jsonb) is
'Take in a delivery of a webhook as it came: headers (lower-case names) and body. Its signature says
who sent it; its map makes events of it; its id makes that it counts once. Returns status and body:
200 all is stored, 202 something is kept as rejected, 401 bad_signature or stale_delivery. Raises
ZA220 (no such source).';
revoke all on function analytics_api.receive_hook(text, jsonb, text, jsonb) from public;
grant execute on function analytics_api.receive_hook(text, jsonb, text, jsonb)
to analytics_api_user;
