create or replace function analytics.fail_delivery(
    p_source_name text,
    p_vendor_id uuid,
    p_delivery_id text,
    p_body text,
    p_reason jsonb,
    p_context jsonb
)
returns table (status integer, answer jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.keep_rejects(
        jsonb_build_array(jsonb_build_object(
            'index', 0, 'vendorId', p_vendor_id, 'reasons', jsonb_build_array(p_reason)
        )),
        null, array[p_body], p_context, array[p_vendor_id], clock_timestamp()
    );
    return query
    update analytics.hook_deliveries as d
    set
        is_failed = true,
        status = 202,
        answer = jsonb_build_object(
            'source', p_source_name, 'deliveryId', p_delivery_id, 'processedAt', clock_timestamp(),
            'counts', jsonb_build_object(
                'received', 1, 'stored', 0, 'duplicate', 0, 'rejected', 1
            ),
            'verdicts', jsonb_build_array(jsonb_build_object(
                'index', 0, 'status', 'rejected', 'reasons', jsonb_build_array(p_reason)
            ))
        )
    where d.vendor_id = p_vendor_id and d.source_name = p_source_name
        and d.delivery_id = p_delivery_id
    returning d.status, d.answer;
end;
$$;

comment on function analytics.fail_delivery(text, uuid, text, text, jsonb, jsonb) is
'Keep the body of a delivery that its map could not read as rejected, with the reason, and answer
202: to send it again at once would not help.';
revoke all on function analytics.fail_delivery(text, uuid, text, text, jsonb, jsonb) from public;
grant execute on function analytics.fail_delivery(text, uuid, text, text, jsonb, jsonb)
to analytics_definer;
