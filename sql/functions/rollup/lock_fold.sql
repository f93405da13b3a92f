create or replace function analytics.lock_fold(p_vendor_id uuid, p_wait boolean default false)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    -- A refresh of the views waits for folds under way, to know which versions it will contain.
    perform pg_advisory_xact_lock_shared(hashtextextended('analytics.fold_version', 0));
    insert into analytics.fold_state (vendor_id)
    select p.vendor_id
    from analytics.vendor_profiles as p
    where p.vendor_id = p_vendor_id
    on conflict do nothing;
    if p_wait then
        perform from analytics.fold_state as s
        where s.vendor_id = p_vendor_id
        for no key update;
    else
        perform from analytics.fold_state as s
        where s.vendor_id = p_vendor_id
        for no key update skip locked;
    end if;
    return found;
end;
$$;

comment on function analytics.lock_fold(uuid, boolean) is
'Take the folder''s lock of a vendor until the end of the transaction; false where another session
has it and p_wait is false, or where the vendor does not exist. Writers of events never take it.';
revoke all on function analytics.lock_fold(uuid, boolean) from public;
