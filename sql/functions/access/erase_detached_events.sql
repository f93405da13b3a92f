create or replace function analytics.erase_detached_events(
    p_vendor_id uuid,
    p_patterns text[],
    p_pseudonym text,
    p_mode text
)
returns text[]
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_partition regclass;
    v_partitions text[] := '{}'::text[];
begin
    for v_partition in
        select distinct l.table_name from analytics.list_tenant_columns() as l
        where l.is_detached
        order by l.table_name
    loop
        if p_mode = 'delete' then
            execute format(
                'delete from %s as t where vendor_id = $1 and to_jsonb(t)::text ~ any($2)',
                v_partition
            ) using p_vendor_id, p_patterns;
        else
            execute format(
                'update %s as t'
                ' set event_data = analytics.scrub_data(event_type, event_data, $2, $3),'
                ' session_id = null, user_agent = null, ip_address = null'
                ' where vendor_id = $1 and to_jsonb(t)::text ~ any($2)', v_partition
            ) using p_vendor_id, p_patterns, p_pseudonym;
        end if;
        v_partitions := v_partitions || v_partition::text;
    end loop;
    return v_partitions;
end;
$$;

comment on function analytics.erase_detached_events(uuid, text[], text, text) is
'Anonymize or delete what names a client in partitions of events that were detached and not dropped
yet; returns their names. Rollups of that time keep their totals.';
revoke all on function analytics.erase_detached_events(uuid, text[], text, text) from public;
