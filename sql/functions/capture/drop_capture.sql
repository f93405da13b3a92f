create or replace function analytics.drop_capture(p_source_name text, p_operation text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_name text := analytics.capture_function_name(p_source_name, p_operation);
begin
    if to_regprocedure(format('analytics.%I()', v_name)) is not null then
        -- With it goes the trigger, also on a table that is somebody else's.
        execute format('drop function analytics.%I() cascade', v_name);
    end if;
end;
$$;

comment on function analytics.drop_capture(text, text) is
'Drop the trigger of a tracked table for an operation, with its function.';
revoke all on function analytics.drop_capture(text, text) from public;
