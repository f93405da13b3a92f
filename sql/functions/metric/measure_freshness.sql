create or replace function analytics.measure_freshness(p_plan jsonb)
returns numeric
language plpgsql
stable
parallel unsafe
security definer
set search_path = ''
as $$
begin
    return (
        select case
            when exists (
                select from analytics.rollup_deltas as d where d.vendor_id = any(a.vendor_ids)
            ) or exists (
                select from analytics.booking_changes as c where c.vendor_id = any(a.vendor_ids)
            ) then 0
            else (
                select round(greatest(
                    extract(epoch from statement_timestamp() - max(f.folded_at)) / 60, 0
                ), 2)
                from analytics.fold_state as f where f.vendor_id = any(a.vendor_ids)
            )
        end
        from (
            select array(
                select (v ->> 'vendorId')::uuid from jsonb_array_elements(p_plan -> 'vendors') as v
            ) as vendor_ids
        ) as a
    );
end;
$$;

comment on function analytics.measure_freshness(jsonb) is
'Minutes since events of the vendors were last taken into the rollups, 0 while some are waiting for
it (it is done every second); null where there never were any. Runs as the owner, as data_version
does.';
revoke all on function analytics.measure_freshness(jsonb) from public;
grant execute on function analytics.measure_freshness(jsonb) to analytics_definer;
