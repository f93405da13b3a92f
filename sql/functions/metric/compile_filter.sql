create or replace function analytics.compile_filter(p_filter jsonb, p_leg jsonb)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select case
            when jsonb_typeof(p_filter) is distinct from 'object' then 'true'
            when p_filter ? 'and' then coalesce((
                select '(' || string_agg(analytics.compile_filter(f, p_leg), ' and ') || ')'
                from jsonb_array_elements(p_filter -> 'and') as f
            ), 'true')
            when p_filter ? 'or' then coalesce((
                select '(' || string_agg(analytics.compile_filter(f, p_leg), ' or ') || ')'
                from jsonb_array_elements(p_filter -> 'or') as f
            ), 'false')
            when p_filter ? 'not' then format(
                '(not %s)', analytics.compile_filter(p_filter -> 'not', p_leg)
            )
            else analytics.compile_condition(
                analytics.compile_field(p_filter ->> 'field', p_leg),
                p_leg #>> array['fields', p_filter ->> 'field', 'field_type'],
                p_filter ->> 'op', p_filter -> 'value'
            )
        end
    );
end;
$$;

comment on function analytics.compile_filter(jsonb, jsonb) is
'SQL of a resolved filter on the source of a leg. An empty and is true, an empty or is false.';
revoke all on function analytics.compile_filter(jsonb, jsonb) from public;
grant execute on function analytics.compile_filter(jsonb, jsonb) to analytics_definer;
