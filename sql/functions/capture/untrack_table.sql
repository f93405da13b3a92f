create or replace function analytics_api.untrack_table(
    p_table regclass,
    p_event_type text default null
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
set lock_timeout = '5s'
as $$
declare
    v_source_name text;
begin
    perform analytics.require_table_owner(p_table);
    v_source_name := analytics.forget_tracked_table(p_table, p_event_type);
    if v_source_name is null then
        raise exception using
            errcode = 'ZA206',
            message = format('%s is not tracked', concat_ws(' for ', p_table::text, p_event_type)),
            hint = 'analytics_api.list_tracked_tables() tells what is',
            column = 'table';
    end if;
    perform analytics.sync_capture(p_table, v_source_name);
end;
$$;

comment on function analytics_api.untrack_table(regclass, text) is
'Stop turning changes of a table into events of a type, or of any. What was captured before stays.
For a DBA who owns the table. Raises ZA206 (not tracked), ZA403, ZA501.';
revoke all on function analytics_api.untrack_table(regclass, text) from public;
grant execute on function analytics_api.untrack_table(regclass, text) to analytics_owner;
