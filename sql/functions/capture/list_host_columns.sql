create or replace function analytics.list_host_columns(p_table regclass)
returns table (column_name text, type_name text, category text, key_position integer)
language sql
stable
security invoker
set search_path = ''
as $$
    with recursive layer as (
        select a.attname, a.attnum, a.atttypid as type_id
        from pg_catalog.pg_attribute as a
        where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped
        union all
        select l.attname, l.attnum, t.typbasetype
        from layer as l
        inner join pg_catalog.pg_type as t on t.oid = l.type_id
        where t.typtype = 'd'
    )
    select
        l.attname::text, f.type_name,
        -- A type of the host is text to us: its casts are the host's code, and run by our triggers
        -- they would have our rights.
        case when f.type_name like '%.%' then 'S' else t.typcategory::text end,
        array_position(i.indkey::int2[], l.attnum)
    from layer as l
    inner join pg_catalog.pg_type as t on t.oid = l.type_id and t.typtype <> 'd'
    cross join lateral format_type(t.oid, null) as f (type_name)
    -- A key that is checked only at the end of the transaction does not tell rows apart until then.
    left join pg_catalog.pg_index as i
        on i.indrelid = p_table and i.indisprimary and i.indimmediate
$$;

comment on function analytics.list_host_columns(regclass) is
'Columns of a table: the name and category of the type (that of pg_type, S for types outside
pg_catalog; of a domain what it is made of), and the place in the primary key, null outside it.';
revoke all on function analytics.list_host_columns(regclass) from public;
