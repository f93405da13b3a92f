create or replace function analytics.compile_captures(p_table regclass default null)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_table regclass;
    v_operation text;
    v_is_new boolean := false;
begin
    -- Where a mapping no longer fits, the trigger stays: it keeps the rows that it cannot read.
    for v_table, v_operation in
        select t.table_id, o.operation
        from analytics.tracked_tables as t
        cross join lateral analytics.list_captured_operations(t.mapping) as o (operation)
        where p_table is null or t.table_id = p_table
        group by t.table_id, o.operation
        having bool_and(
            analytics.find_mapping_problem(t.table_id, t.event_type, t.mapping) is null
        )
        order by t.table_id::text, o.operation
    loop
        v_is_new := analytics.compile_capture(v_table, v_operation) or v_is_new;
    end loop;
    return v_is_new;
end;
$$;

comment on function analytics.compile_captures(regclass) is
'Compile the triggers of all tracked tables, or of one, as their columns and the registry are now;
returns whether any had changed.';
revoke all on function analytics.compile_captures(regclass) from public;
