create or replace function analytics.check_what_if(p_what_if jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_agg(c.problem)
    from (
        select analytics.request_problem('ZA139', '/whatIf', 'whatIf is a JSON object') as problem
        where jsonb_typeof(p_what_if) <> 'object'
        union all
        select analytics.check_members(
            p_what_if, '{capacity,priceChange,marketingChange}', '/whatIf'
        )
        where jsonb_typeof(p_what_if) = 'object'
        union all
        select analytics.request_problem(
            'ZA139', '/whatIf/' || m.name, m.name || ' is a share such as 0.05, from -0.9 to 3'
        )
        from unnest('{priceChange,marketingChange}'::text[]) as m (name)
        where jsonb_typeof(p_what_if) = 'object' and p_what_if -> m.name <> 'null'
            and not coalesce(
                jsonb_path_match(p_what_if -> m.name, '$ >= -0.9 && $ <= 3', silent => true), false
            )
        union all
        select analytics.request_problem(
            'ZA139', '/whatIf/capacity',
            'capacity is weddings a month, or {"perMonth"} or {"perSaturday"}: 1 to 1000'
        )
        from (select p_what_if -> 'capacity' as capacity) as w
        where jsonb_typeof(p_what_if) = 'object' and w.capacity <> 'null'
            and not coalesce((
                -- A bare number is one of weddings a month.
                select count(*) = 1 and bool_and(
                    c.key in ('perMonth', 'perSaturday')
                    and analytics.is_whole_number(c.value, 1, 1000)
                )
                from jsonb_each(
                    case jsonb_typeof(w.capacity)
                        when 'object' then w.capacity
                        else jsonb_build_object('perMonth', w.capacity)
                    end
                ) as c
            ), false)
    ) as c
    where c.problem is not null
$$;

comment on function analytics.check_what_if(jsonb) is
'Problems (ZA139, ZA111) of what a request wants to try out; null where there are none.';
revoke all on function analytics.check_what_if(jsonb) from public;
grant execute on function analytics.check_what_if(jsonb) to analytics_definer;
