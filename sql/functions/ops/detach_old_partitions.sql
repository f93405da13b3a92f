create or replace function analytics.detach_old_partitions(p_now timestamptz)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_partition regclass;
    v_detached_count integer := 0;
begin
    for v_partition in
        select c.oid::regclass
        from pg_catalog.pg_inherits as i
        inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
        cross join analytics.settings as s
        where i.inhparent = 'public.analytics_events'::regclass
            and substring(
                pg_catalog.pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)'
            )::timestamptz <= p_now - s.raw_retention
    loop
        execute format('alter table public.analytics_events detach partition %s', v_partition);
        v_detached_count := v_detached_count + 1;
    end loop;
    return v_detached_count;
end;
$$;

comment on function analytics.detach_old_partitions(timestamptz) is
'Detach the partitions all of whose events are older than settings.raw_retention; returns how many.
Their tables stay, without grants, until a DBA archives and drops them.';
revoke all on function analytics.detach_old_partitions(timestamptz) from public;
