create or replace function analytics.save_tracked_table(
    p_table regclass,
    p_event_type text,
    p_mapping jsonb
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_name text := (
        select format('%I.%I', n.nspname, c.relname)
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.oid = p_table
    );
begin
    insert into analytics.tracked_tables (table_id, event_type, mapping, source_name)
    values (p_table, p_event_type, p_mapping, coalesce(
        (select min(t.source_name) from analytics.tracked_tables as t where t.table_id = p_table),
        -- Another table had this name when it was tracked.
        (
            select format('%s (%s)', v_name, p_table::oid)
            from analytics.tracked_tables as t
            where t.source_name = v_name
            limit 1
        ),
        v_name
    ))
    on conflict (table_id, event_type) do update
    set mapping = excluded.mapping, tracked_at = excluded.tracked_at,
        tracked_by = excluded.tracked_by;
end;
$$;

comment on function analytics.save_tracked_table(regclass, text, jsonb) is
'Note the mapping of a table to a type of event, in place of the one that was there.';
revoke all on function analytics.save_tracked_table(regclass, text, jsonb) from public;
