create or replace function analytics.compile_captured_time(p_table regclass, p_mapping jsonb)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_column record;
begin
    if not p_mapping ? 'time' then
        return 'v_now';
    end if;
    select c.* into strict v_column
    from analytics.find_host_column(p_table, p_mapping ->> 'time', 'time') as c;
    if v_column.type_name not like 'timestamp%' then
        raise exception using
            errcode = 'ZA163',
            message = format('time: %s is not a moment', v_column.type_name),
            hint = 'name a column of type timestamptz, or timestamp with timeZone beside it',
            column = 'time';
    end if;
    return format(
        case v_column.type_name
            when 'timestamp with time zone' then 'coalesce(n.%I, v_now)'
            else 'coalesce(n.%I at time zone %L, v_now)'
        end,
        v_column.column_name, coalesce(p_mapping ->> 'timeZone', 'UTC')
    );
end;
$$;

comment on function analytics.compile_captured_time(regclass, jsonb) is
'SQL of when an event happened: the column that its mapping names, else the clock. Raises ZA162,
ZA163.';
revoke all on function analytics.compile_captured_time(regclass, jsonb) from public;
