create or replace function analytics.add_partition(p_from timestamptz, p_to timestamptz)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_name text := analytics.partition_name(
        p_from, (select s.partition_interval from analytics.settings as s)
    );
begin
    if exists (
        select from pg_catalog.pg_inherits as i
        where i.inhparent = 'public.analytics_events'::regclass
            and i.inhrelid = to_regclass(format('public.%I', v_name))
    ) then
        return false;
    end if;
    -- Attaching does not block readers and writers; "create table … partition of" would. A table
    -- that was detached by the retention keeps its name and is simply attached again.
    execute format(
        'create table if not exists public.%I (like public.analytics_events including all)', v_name
    );
    execute format(
        'alter table public.analytics_events attach partition public.%I'
        ' for values from (%L) to (%L)',
        v_name, p_from, p_to
    );
    return true;
end;
$$;

comment on function analytics.add_partition(timestamptz, timestamptz) is
'Make the partition of analytics_events for that month or week; false where it is there already.';
revoke all on function analytics.add_partition(timestamptz, timestamptz) from public;
