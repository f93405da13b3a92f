create or replace function analytics.close_delivery(
    p_source_name text,
    p_vendor_id uuid,
    p_delivery_id text,
    p_events jsonb,
    p_context jsonb
)
returns table (status integer, answer jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_result jsonb := analytics.store_events(
        p_events,
        jsonb_build_object('sourceSystem', p_source_name) || p_context
        || jsonb_build_object('vendorId', p_vendor_id),
        array[p_vendor_id]
    );
begin
    -- What was open of it from when the map could not read it is settled now.
    update public.analytics_rejected_events as r
    set state = 'closed'
    from analytics.hook_deliveries as d
    where d.vendor_id = p_vendor_id and d.source_name = p_source_name
        and d.delivery_id = p_delivery_id and d.is_failed
        and r.vendor_id = p_vendor_id and r.door = 'hook' and r.state = 'open'
        and r.context ->> 'deliveryId' = p_delivery_id
        and r.context ->> 'source' = p_source_name;
    return query
    update analytics.hook_deliveries as d
    set
        is_failed = false,
        status = case when v_result #> '{counts,rejected}' = '0' then 200 else 202 end,
        answer = jsonb_build_object(
            'source', p_source_name, 'deliveryId', p_delivery_id,
            'processedAt', v_result -> 'processedAt', 'counts', v_result -> 'counts',
            'verdicts', v_result -> 'verdicts'
        )
    where d.vendor_id = p_vendor_id and d.source_name = p_source_name
        and d.delivery_id = p_delivery_id
    returning d.status, d.answer;
end;
$$;

comment on function analytics.close_delivery(text, uuid, text, jsonb, jsonb) is
'Store the events of a delivery, for its vendor only, and note the answer: 200, or 202 where some
were rejected and kept. Runs as the owner of the tables; whoever calls it has opened the delivery.';
revoke all on function analytics.close_delivery(text, uuid, text, jsonb, jsonb) from public;
grant execute on function analytics.close_delivery(text, uuid, text, jsonb, jsonb)
to analytics_definer;
