create or replace function analytics.truncate_addresses(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    c_batch_blocks constant bigint := 1000;
    v_relation regclass := to_regclass(split_part(p_item, ' ', 1));
    v_pass analytics.address_passes := analytics.begin_address_pass(v_relation::text, p_now);
    v_end bigint := v_pass.next_block + c_batch_blocks;
begin
    if v_pass.relation_name is null then
        return;
    end if;
    -- The partition itself, not its parent: there no trigger refuses it, and none counts it. The
    -- numbers do not change with an address.
    execute format(
        case v_relation
            when 'public.analytics_rejected_events'::regclass then
                $q$
                update %s as r
                set context = jsonb_set(r.context, '{ipAddress}', to_jsonb(
                    analytics.cut_address(analytics.try_inet(r.context ->> 'ipAddress'))
                ))
                where r.ctid >= %L::tid and r.ctid < %L::tid and r.received_at < %L
                    and analytics.try_inet(r.context ->> 'ipAddress')
                    <> analytics.cut_address(analytics.try_inet(r.context ->> 'ipAddress'))
                $q$
            else
                $q$
                update %s as e
                set ip_address = analytics.cut_address(e.ip_address)
                where e.ctid >= %L::tid and e.ctid < %L::tid and e."timestamp" < %L
                    and e.ip_address <> analytics.cut_address(e.ip_address)
                $q$
        end,
        v_relation, format('(%s,0)', v_pass.next_block), format('(%s,0)', v_end), v_pass.cutoff_at
    );
    update analytics.address_passes as a
    set
        next_block = case when v_end < a.block_count then v_end end,
        truncated_until = case
            when v_end < a.block_count then a.truncated_until else a.cutoff_at
        end
    where a.relation_name = v_pass.relation_name;
end;
$$;

comment on function analytics.truncate_addresses(timestamptz, text) is
'The job truncate_addresses: cut the addresses in the next 1,000 blocks of a partition, or of the
rejects, that are older than settings.address_retention_days.';
revoke all on function analytics.truncate_addresses(timestamptz, text) from public;
