create or replace function analytics.check_captures_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_table regclass := split_part(p_item, ' ', 1)::oid::regclass;
begin
    if not exists (select from pg_catalog.pg_class as c where c.oid = v_table) then
        -- The host has dropped the table, and with it the triggers.
        perform analytics.drop_capture(t.source_name, o)
        from (
            select distinct t.source_name
            from analytics.tracked_tables as t
            where t.table_id = v_table
        ) as t
        cross join unnest(array['insert', 'update', 'delete']) as o;
        perform analytics.forget_tracked_table(v_table, null);
        return;
    end if;
    perform analytics.check_mapping(t.table_id, t.event_type, t.mapping)
    from analytics.tracked_tables as t
    where t.table_id = v_table;
    perform analytics.compile_captures(v_table);
end;
$$;

comment on function analytics.check_captures_item(timestamptz, text) is
'The job check_captures for a tracked table: compile its triggers as it is now, and forget a table
that was dropped. Raises what no longer fits, as track_table does.';
revoke all on function analytics.check_captures_item(timestamptz, text) from public;
