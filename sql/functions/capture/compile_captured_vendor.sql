create or replace function analytics.compile_captured_vendor(p_table regclass, p_mapping jsonb)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_column record;
begin
    if jsonb_typeof(p_mapping -> 'vendor') = 'object' then
        return format('%L', p_mapping #>> '{vendor,value}');
    end if;
    select c.* into strict v_column
    from analytics.find_host_column(p_table, p_mapping ->> 'vendor', 'vendor') as c;
    if v_column.type_name <> 'uuid' and v_column.category <> 'S' then
        raise exception using
            errcode = 'ZA163',
            message = format('vendor: %s does not fit uuid', v_column.type_name),
            hint = 'name the column that holds the id of user_profiles',
            column = 'vendor';
    end if;
    return analytics.compile_captured_text(
        format('n.%I', v_column.column_name), v_column.type_name, v_column.category
    );
end;
$$;

comment on function analytics.compile_captured_vendor(regclass, jsonb) is
'SQL of the vendor of an event: the column that its mapping names, or a constant. Raises ZA162,
ZA163.';
revoke all on function analytics.compile_captured_vendor(regclass, jsonb) from public;
