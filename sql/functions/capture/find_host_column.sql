create or replace function analytics.find_host_column(
    p_table regclass,
    p_column text,
    p_member text
)
returns table (column_name text, type_name text, category text, key_position integer)
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return query
    select c.* from analytics.list_host_columns(p_table) as c where c.column_name = p_column;
    if not found then
        raise exception using
            errcode = 'ZA162',
            message = format('%s: table %s has no column "%s"', p_member, p_table, p_column),
            hint = 'columns are written as they are, without quotes',
            column = p_member;
    end if;
end;
$$;

comment on function analytics.find_host_column(regclass, text, text) is
'The column of a table that a member of a mapping names, as list_host_columns tells it. Raises ZA162
where there is none.';
revoke all on function analytics.find_host_column(regclass, text, text) from public;
