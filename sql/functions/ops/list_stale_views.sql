create or replace function analytics.list_stale_views(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select c.relname::text
    from pg_catalog.pg_class as c
    left join analytics.view_refreshes as r on r.view_name = c.relname
    where c.relkind = 'm'
        and c.relnamespace = 'public'::regnamespace
        and c.relowner = 'analytics_owner'::regrole
        and (
            not c.relispopulated
            or r.view_name is null
            or r.fold_version < (select coalesce(max(s.version), 0) from analytics.fold_state as s)
        )
    order by c.relname
$$;

comment on function analytics.list_stale_views(timestamptz) is
'Materialized views of ours that were never refreshed, or not since something was folded.';
revoke all on function analytics.list_stale_views(timestamptz) from public;
