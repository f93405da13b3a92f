create or replace function analytics.compile_members(p_plan jsonb, p_item jsonb, p_is_total boolean)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select 'jsonb_build_object(' || concat_ws(
            ', ',
            case when r.has_time then '''time'', r.time0' end,
            case when r.has_group then '''group'', r.calendar || r.grp' end,
            case when (p_item ->> 'isPerCurrency')::boolean then '''currency'', r.currency' end,
            '''value'', r.value0, ''dataPoints'', coalesce(r.n0, 0)',
            case when p_plan -> 'comparison' ->> 'kind' is not null then
                '''comparison'', jsonb_build_object('
                || case when r.has_time then '''time'', r.time1, ' else '' end
                || '''value'', r.value1, ''dataPoints'', coalesce(r.n1, 0),'
                ' ''change'', r.value0 - r.value1,'
                ' ''changeShare'', round((r.value0 - r.value1) / nullif(abs(r.value1), 0), 6)'
                ') || case'
                ' when r.axis1 is null then'
                ' ''{"reason": "the other period has no such time"}''::jsonb'
                ' when r.value1 is null then jsonb_build_object(''reason'', r.reason1)'
                ' when r.value0 is null then jsonb_build_object(''reason'', r.reason0)'
                ' when r.value1 = 0 then ''{"reason": "a change from 0 has no share"}'''
                ' else ''{}'' end'
            end
        ) || ') || case when r.value0 is null then jsonb_build_object(''reason'', r.reason0)'
            ' else ''{}'' end'
            || case when r.has_rank
                then ' || case when r.top_rank = 2147483647 then ''{"isOther": true}''::jsonb'
                    ' else ''{}'' end'
                else '' end
        from (
            select
                not p_is_total and p_plan ->> 'grain' is not null as has_time,
                not p_is_total and (
                    p_plan -> 'fields' <> '[]' or p_plan -> 'calendar' <> '[]'
                ) as has_group,
                not p_is_total and p_plan ->> 'top' is not null as has_rank
        ) as r
    );
end;
$$;

comment on function analytics.compile_members(jsonb, jsonb, boolean) is
'SQL of the JSON of one row of an answer, or of one total.';
revoke all on function analytics.compile_members(jsonb, jsonb, boolean) from public;
grant execute on function analytics.compile_members(jsonb, jsonb, boolean) to analytics_definer;
