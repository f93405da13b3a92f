create or replace function analytics.compile_item(p_plan jsonb, p_item jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_keys text[] := array(
        select 't' where p_plan ->> 'grain' is not null
        union all select jsonb_array_elements_text(p_plan -> 'calendar')
        union all select 'top_rank' where p_plan ->> 'top' is not null
        union all select 'g_' || f from jsonb_array_elements_text(p_plan -> 'fields') as f
    );
begin
    return analytics.compile_cells(p_plan, analytics.compile_aggregate(
        p_item, analytics.compile_relation(p_plan, p_item), v_keys, true
    ));
end;
$$;

comment on function analytics.compile_item(jsonb, jsonb) is
'SQL that reads and aggregates what one item of a request asks for, into one array of
analytics.metric_cell, null where there is nothing.';
revoke all on function analytics.compile_item(jsonb, jsonb) from public;
grant execute on function analytics.compile_item(jsonb, jsonb) to analytics_definer;
