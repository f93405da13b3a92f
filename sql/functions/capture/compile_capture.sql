create or replace function analytics.compile_capture(p_table regclass, p_operation text)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_source_name text;
    v_events text;
    v_template text := analytics.capture_template();
begin
    select
        min(t.source_name),
        string_agg(
            analytics.compile_captured_events(
                t.table_id, t.event_type, t.mapping, p_operation, t.source_name
            ),
            e'\n    union all\n' order by t.event_type
        )
    into v_source_name, v_events
    from analytics.tracked_tables as t
    where t.table_id = p_table
        and p_operation in (select analytics.list_captured_operations(t.mapping));
    if p_operation = 'delete' then
        v_events := replace(v_events, 'from new_rows as n', 'from old_rows as n');
        v_template := replace(v_template, 'from new_rows as n', 'from old_rows as n');
    end if;
    return analytics.replace_generated(
        format('analytics.%I()', analytics.capture_function_name(v_source_name, p_operation)),
        format(
            v_template, analytics.capture_function_name(v_source_name, p_operation), v_events,
            v_source_name
        ),
        format('Captures each %s on %s.', p_operation, v_source_name)
    );
end;
$$;

comment on function analytics.compile_capture(regclass, text) is
'Compile the mappings of a tracked table into the trigger function of an operation; returns whether
it had changed. Raises ZA161 to ZA165 where one no longer fits.';
revoke all on function analytics.compile_capture(regclass, text) from public;
