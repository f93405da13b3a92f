create or replace function analytics.compile_captured_rows(
    p_table regclass,
    p_mapping jsonb,
    p_operation text
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_when text := analytics.compile_captured_when(
        p_table, 'n', coalesce(p_mapping -> 'when', '{}')
    );
    v_key text;
    v_pair text;
    v_change text;
begin
    if p_operation <> 'update' then
        return format(e'from new_rows as n\n    where %s', v_when);
    end if;
    select
        min(format('n.%I', c.column_name)),
        string_agg(
            format(
                '%s = %s',
                analytics.compile_comparable(
                    format('n.%I', c.column_name), c.type_name, c.category
                ),
                analytics.compile_comparable(
                    format('o.%I', c.column_name), c.type_name, c.category
                )
            ),
            ' and ' order by c.key_position
        )
    into v_key, v_pair
    from analytics.list_host_columns(p_table) as c
    where c.key_position is not null;
    if v_key is null then
        raise exception using
            errcode = 'ZA165',
            message = format('on: table %s has no primary key to compare updates by', p_table),
            hint = 'add a primary key that is not deferrable, or capture inserts only',
            column = 'on';
    end if;
    v_change := analytics.compile_captured_update(p_table, p_mapping, v_when);
    -- A full join is never a nested loop, whose cost would grow with the square of the rows,
    -- however many the plan was made for; what is inside of a case does not make it an inner join.
    return format(
        e'from new_rows as n\n    full join old_rows as o on %s\n'
        '    where case when %s is null then false else %s end',
        v_pair, v_key, v_change
    );
end;
$$;

comment on function analytics.compile_captured_rows(regclass, jsonb, text) is
'SQL of the rows n of the host that become events of a mapping: those that meet its conditions, of
updates those that changed. Raises ZA161 to ZA163, and ZA165 for updates without a primary key.';
revoke all on function analytics.compile_captured_rows(regclass, jsonb, text) from public;
