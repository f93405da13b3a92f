create or replace function analytics.open_delivery(
    p_source_name text,
    p_headers jsonb,
    p_body text
)
returns table (
    vendor_id uuid,
    delivery_id text,
    map_sql text,
    payload jsonb,
    status integer,
    answer jsonb
)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_now timestamptz := clock_timestamp();
    v_source analytics.hook_sources;
    v_refusal text;
    v_is_new boolean;
begin
    select s.* into v_source
    from analytics.hook_sources as s
    where s.source_name = p_source_name;
    if not found then
        raise exception using
            errcode = 'ZA220',
            message = 'there is no such source of webhooks, or it is not yours',
            column = 'source';
    end if;
    v_refusal := analytics.check_signature(v_source, p_headers, p_body, v_now);
    if v_refusal is not null then
        status := 401;
        answer := analytics.refuse_delivery(p_source_name, v_refusal, v_now);
        return next;
        return;
    end if;
    vendor_id := v_source.vendor_id;
    payload := analytics.try_jsonb(p_body);
    delivery_id := analytics.identify_delivery(v_source, p_headers, payload, p_body);
    -- Sent twice at once, the second waits here until the first is committed.
    insert into analytics.hook_deliveries as d (vendor_id, source_name, delivery_id, received_at)
    values (v_source.vendor_id, p_source_name, open_delivery.delivery_id, v_now)
    on conflict on constraint hook_deliveries_pkey do update
    set received_at = excluded.received_at
    where d.is_failed;
    v_is_new := found;
    if not v_is_new then
        select d.status, d.answer into status, answer
        from analytics.hook_deliveries as d
        where d.vendor_id = v_source.vendor_id and d.source_name = p_source_name
            and d.delivery_id = open_delivery.delivery_id;
    end if;
    select m.map_sql into map_sql
    from analytics.hook_maps as m
    where m.map_name = v_source.map_name;
    return next;
end;
$$;

comment on function analytics.open_delivery(text, jsonb, text) is
'Check and note a delivery. With a status it is answered already: refused (401), or the same as
when it came before; without, its payload is to be mapped. One that failed is to be mapped again.
Raises ZA220 (no such source).';
revoke all on function analytics.open_delivery(text, jsonb, text) from public;
grant execute on function analytics.open_delivery(text, jsonb, text) to analytics_definer;
