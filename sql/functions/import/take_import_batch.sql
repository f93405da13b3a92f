create or replace function analytics.take_import_batch(p_after bigint, p_count integer)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_import_events regclass := to_regclass('pg_temp.import_events');
    v_events jsonb;
begin
    execute format($q$
        select coalesce(jsonb_agg(
            case jsonb_typeof(i.event) when 'object' then i.event - 'vendorName' else i.event end
            order by i.position
        ), '[]')
        from %s as i
        where i.position > $1 and i.position <= $1 + $2
    $q$, v_import_events)
    into v_events using p_after, p_count;
    return v_events;
end;
$$;

comment on function analytics.take_import_batch(bigint, integer) is
'The next events of an import as an array, without the names of vendors.';
revoke all on function analytics.take_import_batch(bigint, integer) from public;
