create or replace function analytics.attach_capture(p_table regclass, p_operation text)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    execute format(
        'create or replace trigger %I after %I on %s referencing %s for each statement'
        ' execute function analytics.%I()',
        'analytics_capture_after_' || p_operation, p_operation, p_table,
        case p_operation
            when 'insert' then 'new table as new_rows'
            when 'update' then 'old table as old_rows new table as new_rows'
            else 'old table as old_rows'
        end,
        (
            select analytics.capture_function_name(min(t.source_name), p_operation)
            from analytics.tracked_tables as t
            where t.table_id = p_table
        )
    );
end;
$$;

comment on function analytics.attach_capture(regclass, text) is
'Put the trigger for an operation on a table of the host, as the caller.';
revoke all on function analytics.attach_capture(regclass, text) from public;
