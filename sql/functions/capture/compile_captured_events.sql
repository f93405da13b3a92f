create or replace function analytics.compile_captured_events(
    p_table regclass,
    p_event_type text,
    p_mapping jsonb,
    p_operation text,
    p_source_name text
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_schema jsonb;
    v_session text := 'null';
begin
    select t.data_schema into v_schema
    from analytics.event_types as t
    where t.event_type = p_event_type
    order by t.schema_version desc
    limit 1;
    if p_mapping ? 'sessionId' then
        select
            analytics.compile_captured_text(
                format('n.%I', c.column_name), c.type_name, c.category
            )
        into v_session
        from analytics.find_host_column(p_table, p_mapping ->> 'sessionId', 'sessionId') as c;
    end if;
    return format(
        e'    select\n        %L, %L, %L, %s,\n        %s, %s, %s,\n        %s, v_now\n    %s',
        p_event_type, p_source_name, p_operation,
        case p_operation
            when 'insert' then analytics.compile_captured_key(p_table)
            else 'null'
        end,
        analytics.compile_captured_vendor(p_table, p_mapping),
        analytics.compile_captured_time(p_table, p_mapping), v_session,
        analytics.compile_captured_data(p_table, p_mapping, v_schema, p_operation),
        analytics.compile_captured_rows(p_table, p_mapping, p_operation)
    );
end;
$$;

comment on function analytics.compile_captured_events(regclass, text, jsonb, text, text) is
'SQL of the rows of the queue that a mapping makes of what a statement on a table changed. Raises
ZA161 to ZA165 where it does not fit the table or the type of event.';
revoke all on function analytics.compile_captured_events(regclass, text, jsonb, text, text)
from public;
