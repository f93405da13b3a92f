create or replace function analytics.compile_captured_update(
    p_table regclass,
    p_mapping jsonb,
    p_when text
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_columns text[];
    v_change text;
begin
    if p_mapping ? 'changes' then
        v_columns := array(select jsonb_array_elements_text(p_mapping -> 'changes'));
    elsif p_mapping ? 'when' then
        return format('(%s) and (%s) is not true', p_when, analytics.compile_captured_when(
            p_table, 'o', p_mapping -> 'when'
        ));
    else
        v_columns := array(
            select f.value #>> '{}'
            from jsonb_each(p_mapping -> 'fields') as f
            where jsonb_typeof(f.value) = 'string'
            order by f.key
        );
    end if;
    v_change := analytics.compile_captured_change(p_table, v_columns, 'changes');
    if v_change is null then
        perform analytics.refuse_mapping('changes', 'the columns whose change makes an event');
    end if;
    return format('(%s) and (%s)', p_when, v_change);
end;
$$;

comment on function analytics.compile_captured_update(regclass, jsonb, text) is
'SQL that tells whether an update makes an event: one of the columns "changes" has changed, else
the row has come to meet "when", else one of the columns of its fields has changed. Raises ZA161,
ZA162.';
revoke all on function analytics.compile_captured_update(regclass, jsonb, text) from public;
