create or replace function analytics.list_tenant_columns()
returns table (table_name regclass, column_name name, type_name text, is_detached boolean)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        c.oid::regclass, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
        c.relname ~ '^analytics_events_' and c.relkind = 'r'
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid
    where c.relowner = 'analytics_owner'::regrole
        and c.relnamespace in ('public'::regnamespace, 'analytics'::regnamespace)
        -- Partitions are read through their parent; one that is detached is a table by itself.
        and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and a.atttypid in (
            'text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype,
            'text[]'::regtype
        )
        and exists (
            select from pg_catalog.pg_attribute as v
            where v.attrelid = c.oid and v.attname = 'vendor_id' and v.atttypid = 'uuid'::regtype
                and not v.attisdropped
        )
    order by c.oid::regclass::text, a.attnum
$$;

comment on function analytics.list_tenant_columns() is
'Every column of text or JSON in every table of ours with a vendor, detached partitions included,
whatever table there may come: where a client may be named.';
revoke all on function analytics.list_tenant_columns() from public;
