create or replace function analytics.compile_captured_data(
    p_table regclass,
    p_mapping jsonb,
    p_schema jsonb,
    p_operation text
)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select format('jsonb_build_object(%s)', string_agg(
        format(
            case
                -- Of an update what has changed, what identifies the row, and what must not lack.
                when p_operation = 'update' and p_mapping -> 'onlyChanged' = 'true'
                    and jsonb_typeof(f.value) = 'string' and c.key_position is null
                    and not coalesce(p_schema -> 'required' ? f.key, false)
                    then '%1$L, case when %3$s then %2$s end'
                else '%1$L, %2$s'
            end,
            f.key,
            analytics.compile_captured_field(
                p_table, f.key, f.value, p_schema -> 'properties' -> f.key,
                coalesce(p_mapping ->> 'timeZone', 'UTC')
            ),
            case when c.column_name is not null then analytics.compile_captured_change(
                p_table, array[c.column_name], 'fields.' || f.key
            ) end
        ),
        ', ' order by f.key
    ))
    from jsonb_each(p_mapping -> 'fields') as f
    left join analytics.list_host_columns(p_table) as c
        on c.column_name = f.value #>> '{}' and jsonb_typeof(f.value) = 'string'
$$;

comment on function analytics.compile_captured_data(regclass, jsonb, jsonb, text) is
'SQL of the data of an event as its mapping makes it of row n; fields without a value are null.
Raises ZA162, ZA163.';
revoke all on function analytics.compile_captured_data(regclass, jsonb, jsonb, text) from public;
