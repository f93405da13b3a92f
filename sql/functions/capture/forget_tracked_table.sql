create or replace function analytics.forget_tracked_table(p_table regclass, p_event_type text)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_source_name text;
begin
    with gone as (
        delete from analytics.tracked_tables as t
        where t.table_id = p_table and (p_event_type is null or t.event_type = p_event_type)
        returning t.source_name
    )
    select min(g.source_name) into v_source_name from gone as g;
    return v_source_name;
end;
$$;

comment on function analytics.forget_tracked_table(regclass, text) is
'Forget the mapping of a table to a type of event, null for all of them; returns the name under
which it was tracked, null if it was not.';
revoke all on function analytics.forget_tracked_table(regclass, text) from public;
