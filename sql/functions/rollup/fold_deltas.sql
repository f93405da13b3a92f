create or replace function analytics.fold_deltas(p_vendor_id uuid)
returns bigint
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_changes analytics.rollup_change[] := analytics.take_deltas(p_vendor_id);
begin
    if v_changes is null then
        return 0;
    end if;
    perform analytics.merge_into_aggregates(p_vendor_id, v_changes);
    perform analytics.add_to_metrics(p_vendor_id, v_changes);
    if exists (select from unnest(v_changes) as c where c.has_retraction) then
        delete from public.analytics_metrics as m
        where m.vendor_id = p_vendor_id and m.data_points = 0;
    end if;
    return cardinality(v_changes);
end;
$$;

comment on function analytics.fold_deltas(uuid) is
'Merge the pending deltas of a vendor into its aggregates and metrics; returns how many keys they
touched. The caller holds the vendor''s fold lock.';
revoke all on function analytics.fold_deltas(uuid) from public;
