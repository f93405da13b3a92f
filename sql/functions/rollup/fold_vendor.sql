create or replace function analytics.fold_vendor(p_vendor_id uuid)
returns bigint
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_folded bigint;
begin
    if not analytics.lock_fold(p_vendor_id) then
        -- The host may delete a vendor; what was pending for it then belongs to nobody.
        delete from analytics.rollup_deltas as d
        where d.vendor_id = p_vendor_id
            and not exists (select from public.user_profiles as p where p.id = p_vendor_id);
        delete from analytics.booking_changes as c
        where c.vendor_id = p_vendor_id
            and not exists (select from public.user_profiles as p where p.id = p_vendor_id);
        return null;
    end if;
    v_folded := analytics.fold_deltas(p_vendor_id) + analytics.fold_bookings(p_vendor_id);
    if v_folded > 0 then
        update analytics.fold_state as s
        set version = nextval('analytics.fold_version_seq'), folded_at = clock_timestamp()
        where s.vendor_id = p_vendor_id;
    end if;
    return v_folded;
end;
$$;

comment on function analytics.fold_vendor(uuid) is
'Merge what is pending of one vendor into its aggregates, metrics and booking facts; returns how
many deltas and changes there were, null where another session is folding it.';
revoke all on function analytics.fold_vendor(uuid) from public;
