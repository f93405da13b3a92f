create or replace function analytics.drop_capture(p_source_name text, p_operation text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    -- With it goes the trigger, also on a table that is somebody else's.
    execute format(
        'drop function if exists analytics.%I() cascade',
        analytics.capture_function_name(p_source_name, p_operation)
    );
end;
$$;

comment on function analytics.drop_capture(text, text) is
'Drop the trigger of a tracked table for an operation, with its function.';
revoke all on function analytics.drop_capture(text, text) from public;
