create or replace function analytics.find_repeated_key(p_json json, p_pointer text default '')
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_type text := json_typeof(p_json);
    v_found text;
begin
    if v_type = 'object' then
        select p_pointer || '/' || analytics.escape_pointer(k.key)
        into v_found
        from json_object_keys(p_json) with ordinality as k (key, ordinality)
        group by k.key
        having count(*) > 1
        order by min(k.ordinality)
        limit 1;
    end if;
    if v_found is null and v_type in ('object', 'array') then
        select c.pointer
        into v_found
        from (
            select e.key, e.value, e.ordinality
            from json_each(case v_type when 'object' then p_json else '{}' end)
                with ordinality as e (key, value, ordinality)
            union all
            select (a.ordinality - 1)::text, a.value, a.ordinality
            from json_array_elements(case v_type when 'array' then p_json else '[]' end)
                with ordinality as a (value, ordinality)
        ) as m
        cross join lateral analytics.find_repeated_key(
            m.value, p_pointer || '/' || analytics.escape_pointer(m.key)
        ) as c (pointer)
        where json_typeof(m.value) in ('object', 'array') and c.pointer is not null
        order by m.ordinality
        limit 1;
    end if;
    return v_found;
end;
$$;

comment on function analytics.find_repeated_key(json, text) is
'JSON pointer of the first name that an object has twice; null where there is none. The type json
keeps what jsonb drops.';
revoke all on function analytics.find_repeated_key(json, text) from public;
grant execute on function analytics.find_repeated_key(json, text) to analytics_definer;
