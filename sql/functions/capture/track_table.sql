create or replace function analytics_api.track_table(
    p_table regclass,
    p_event_type text,
    p_mapping jsonb
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
set lock_timeout = '5s'
as $$
begin
    perform analytics.require_table_owner(p_table);
    perform analytics.check_mapping(p_table, p_event_type, p_mapping);
    perform analytics.save_tracked_table(p_table, p_event_type, p_mapping);
    perform analytics.sync_capture(p_table, (
        select min(t.source_name)
        from analytics.tracked_tables as t
        where t.table_id = p_table
    ));
    return (
        select d
        from jsonb_array_elements(analytics.describe_tracked_tables()) as d
        where d ->> 'table' = p_table::text and d ->> 'eventType' = p_event_type
    );
end;
$$;

comment on function analytics_api.track_table(regclass, text, jsonb) is
'Turn what is inserted into, updated in or deleted from a table of the host into events of a type,
by statement triggers that never fail or hold up the host. p_mapping: vendor (a column, or {value}),
fields {field: column or {value}}, on [insert, update, delete] (inserts), time (a column; the
clock), timeZone (of a time without zone), when {column: value, null, [values] or {not}}, changes
[columns], onlyChanged, sessionId (a column). Again for the same type it replaces the mapping. For a
DBA who owns the table. Raises ZA160 to ZA165, ZA205, ZA403, ZA501.';
revoke all on function analytics_api.track_table(regclass, text, jsonb) from public;
grant execute on function analytics_api.track_table(regclass, text, jsonb) to analytics_owner;
