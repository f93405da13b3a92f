create or replace function analytics.register_import_vendors(p_settings jsonb)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_import_events regclass := to_regclass('pg_temp.import_events');
    v_added_count integer;
begin
    execute format($q$
        select coalesce(sum(analytics_api.register_vendors(
            array[v.vendor_id],
            case when v.vendor_name is null then $1
                else $1 || jsonb_build_object('displayName', v.vendor_name) end
        )), 0)
        from (
            select
                analytics.try_uuid(i.event ->> 'vendorId') as vendor_id,
                min(i.event ->> 'vendorName') as vendor_name
            from %s as i
            group by i.event ->> 'vendorId'
        ) as v
        where v.vendor_id is not null
            and not exists (select from public.user_profiles as p where p.id = v.vendor_id)
    $q$, v_import_events)
    into v_added_count using p_settings;
    return v_added_count;
end;
$$;

comment on function analytics.register_import_vendors(jsonb) is
'Add the vendors of mapped events that are not there yet, all with the same settings, each with the
vendorName that the map gave, if any; returns how many. Raises ZA103, ZA403.';
revoke all on function analytics.register_import_vendors(jsonb) from public;
