create or replace function analytics.read_event_window()
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    update analytics.event_window as w
    set from_at = b.from_at, to_at = b.to_at
    from (
        select
            min(substring(p.bounds from 'FROM \(''([^'']+)''\)')::timestamptz) as from_at,
            max(substring(p.bounds from 'TO \(''([^'']+)''\)')::timestamptz) as to_at
        from (
            select pg_catalog.pg_get_expr(c.relpartbound, c.oid) as bounds
            from pg_catalog.pg_inherits as i
            inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
            where i.inhparent = 'public.analytics_events'::regclass
        ) as p
    ) as b
    where (w.from_at, w.to_at) is distinct from (b.from_at, b.to_at)
$$;

comment on function analytics.read_event_window() is
'Note which times the attached partitions of analytics_events cover.';
revoke all on function analytics.read_event_window() from public;
