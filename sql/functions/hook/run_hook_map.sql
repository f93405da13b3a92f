create or replace function analytics_api.run_hook_map(
    p_map_sql text,
    p_payload jsonb,
    p_hook jsonb,
    p_limit integer default null
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
set timezone = 'UTC'
set transaction_read_only = on
as $$
declare
    v_event jsonb;
    v_events jsonb[] := array[]::jsonb[];
    v_claims text := coalesce(current_setting('request.jwt.claims', true), '');
begin
    -- A cursor takes one query and no more. What it calls can write nothing, sees no vendor (there
    -- are no claims), and cannot take another role, for this function runs as its owner.
    perform set_config('request.jwt.claims', '{}', true);
    for v_event in execute format(
        $q$
        with hook as (
            select
                $1 as payload,
                $2 ->> 'sourceName' as source_name,
                ($2 ->> 'vendorId')::uuid as vendor_id,
                ($2 ->> 'receivedAt')::timestamptz as received_at
        )

        select m.event
        from (
        %s
        ) as m
        where jsonb_typeof(m.event) <> 'null'
        limit $3
        $q$,
        rtrim(p_map_sql, e'; \t\r\n')
    ) using p_payload, p_hook, p_limit
    loop
        v_events := v_events || v_event;
    end loop;
    perform set_config('request.jwt.claims', v_claims, true);
    perform analytics.check_batch_size(cardinality(v_events));
    return to_jsonb(v_events);
end;
$$;

comment on function analytics_api.run_hook_map(text, jsonb, jsonb, integer) is
'The events that a map makes of the payload of a webhook, as an array. Granted to no caller: it is
for receive_hook, register_hook_map and map_reject. Raises whatever the map raises, ZA102 (too many
events).';
revoke all on function analytics_api.run_hook_map(text, jsonb, jsonb, integer) from public;
grant execute on function analytics_api.run_hook_map(text, jsonb, jsonb, integer)
to analytics_owner;
