create or replace function analytics.resolve_filter(
    p_filter jsonb,
    p_pointer text,
    p_legs jsonb,
    p_depth integer default 0
)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    if p_filter is null then
        return null;
    elsif p_depth > 10 then
        return analytics.request_problem('ZA126', p_pointer, 'filters are nested too deeply');
    elsif jsonb_typeof(p_filter) <> 'object' then
        return analytics.request_problem('ZA110', p_pointer, 'a filter is an object');
    elsif p_filter ? 'field' then
        return coalesce(
            analytics.check_members(p_filter, '{field,op,value}', p_pointer),
            analytics.resolve_condition(
                '{"op": "eq"}' || p_filter, p_pointer, p_pointer || '/value', p_legs
            )
        );
    end if;
    return (
        select jsonb_build_object('and', coalesce(jsonb_agg(case
            when m.key in ('and', 'or') and jsonb_typeof(m.value) = 'array' then (
                select jsonb_build_object(m.key, coalesce(jsonb_agg(analytics.resolve_filter(
                    e.value, concat_ws('/', p_pointer, m.key, e.place - 1), p_legs, p_depth + 1
                ) order by e.place), '[]'))
                from jsonb_array_elements(m.value) with ordinality as e (value, place)
            )
            when m.key in ('and', 'or') then analytics.request_problem(
                'ZA110', p_pointer || '/' || m.key, 'an array of filters is expected'
            )
            when m.key = 'not' then jsonb_build_object('not', analytics.resolve_filter(
                m.value, p_pointer || '/not', p_legs, p_depth + 1
            ))
            else analytics.resolve_condition(
                jsonb_build_object(
                    'field', m.key, 'value', m.value,
                    'op', case jsonb_typeof(m.value) when 'array' then 'in' else 'eq' end
                ),
                p_pointer || '/' || m.key, p_pointer || '/' || m.key, p_legs
            )
        end order by m.key), '[]'))
        from jsonb_each(p_filter) as m
    );
end;
$$;

comment on function analytics.resolve_filter(jsonb, text, jsonb, integer) is
'Tree of {"and"}, {"or"}, {"not"} and {"field", "op", "value"} of the filters of a request, in which
{"style": "boho"} is short for a condition; with its problems. Null where there is no filter.';
revoke all on function analytics.resolve_filter(jsonb, text, jsonb, integer) from public;
grant execute on function analytics.resolve_filter(jsonb, text, jsonb, integer)
to analytics_definer;
