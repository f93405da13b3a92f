create or replace function analytics.settled_fold_version()
returns bigint
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_key bigint := hashtextextended('analytics.fold_version', 0);
    v_version bigint;
begin
    -- Folds hold this lock shared: nobody has it now, so every version so far is committed.
    perform pg_advisory_lock(v_key);
    select case when s.is_called then s.last_value else 0 end
    into v_version
    from analytics.fold_version_seq as s;
    perform pg_advisory_unlock(v_key);
    return v_version;
end;
$$;

comment on function analytics.settled_fold_version() is
'A version of the rollups such that every fold up to it is committed. Waits for folds under way.';
revoke all on function analytics.settled_fold_version() from public;
