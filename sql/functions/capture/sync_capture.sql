create or replace function analytics.sync_capture(p_table regclass, p_source_name text)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_operation text;
begin
    foreach v_operation in array array['insert', 'update', 'delete'] loop
        if exists (
            select from analytics.tracked_tables as t
            where t.table_id = p_table
                and v_operation in (select analytics.list_captured_operations(t.mapping))
        ) then
            perform analytics.compile_capture(p_table, v_operation);
            perform analytics.attach_capture(p_table, v_operation);
        else
            perform analytics.drop_capture(p_source_name, v_operation);
        end if;
    end loop;
exception
    when lock_not_available then
        raise exception using
            errcode = 'ZA501',
            message = format('table %s is busy; its triggers were not changed', p_table),
            hint = 'try again when less is going on';
end;
$$;

comment on function analytics.sync_capture(regclass, text) is
'Make the triggers of a tracked table what its mappings ask for. Raises ZA501 where the table is
locked for too long.';
revoke all on function analytics.sync_capture(regclass, text) from public;
