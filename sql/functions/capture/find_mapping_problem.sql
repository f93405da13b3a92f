create or replace function analytics.find_mapping_problem(
    p_table regclass,
    p_event_type text,
    p_mapping jsonb
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    perform analytics.check_mapping(p_table, p_event_type, p_mapping);
    return null;
exception
    when others then
        return sqlerrm;
end;
$$;

comment on function analytics.find_mapping_problem(regclass, text, jsonb) is
'What is wrong with a mapping, such as a column that was dropped since; null if it fits.';
revoke all on function analytics.find_mapping_problem(regclass, text, jsonb) from public;
