create or replace function analytics.list_warnings(p_plan jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select coalesce(jsonb_agg(w.warning order by w.place), '[]')
        from (
            select 1 as place, 'weeks begin on Monday: those of the vendors begin on different days'
                as warning
            where (p_plan ->> 'hasMixedWeeks')::boolean and p_plan ->> 'grain' = 'week'
            union all
            select 2, format('%s is made from facts of bookings, which has no other source',
                i ->> 'metric')
            from jsonb_array_elements(p_plan -> 'items') as i
            where p_plan ->> 'source' = 'raw' and i ->> 'source' = 'facts'
            union all
            select 3, format('%s needs events of a time from which none are kept', i ->> 'metric')
            from jsonb_array_elements(p_plan -> 'items') as i
            where i ->> 'lostBefore' is not null
        ) as w
    );
end;
$$;

comment on function analytics.list_warnings(jsonb) is
'What the reader of an answer should know about it.';
revoke all on function analytics.list_warnings(jsonb) from public;
grant execute on function analytics.list_warnings(jsonb) to analytics_definer;
