create or replace function analytics.compare_schemas(
    p_old jsonb,
    p_new jsonb,
    p_pointer text default ''
)
returns table (pointer text, change text, is_breaking boolean)
language plpgsql
immutable
security invoker
set search_path = ''
as $$
#variable_conflict use_column
declare
    -- The booleans are short for schemas.
    v_old jsonb := case when p_old = 'true' then '{}' else p_old end;
    v_new jsonb := case when p_new = 'true' then '{}' else p_new end;
begin
    if p_old = 'false' or p_new = 'false' then
        return query select p_pointer, 'the schema ' || p_old::text || ' is now ' || p_new::text,
            p_new = 'false'
        where p_old <> p_new;
        return;
    end if;
    return query
    select
        p_pointer || '/' || k.keyword,
        case
            when k.was is null then k.keyword || ' is new'
            when k.is_now is null then k.keyword || ' is gone'
            else format('%s was %s', k.keyword, k.was)
        end,
        not analytics.is_looser_keyword(k.keyword, k.was, k.is_now)
    from (
        select n.keyword, v_old -> n.keyword as was, v_new -> n.keyword as is_now
        from (
            select jsonb_object_keys(v_old) as keyword union select jsonb_object_keys(v_new)
        ) as n
    ) as k
    where k.was is distinct from k.is_now
        and analytics.keyword_shape(k.keyword) is distinct from 'anything'
        and k.keyword not in ('properties', '$id', '$schema')
        and not (k.keyword = 'items' and k.was is not null and k.is_now is not null);
    if v_old ? 'items' and v_new ? 'items' then
        return query select c.* from analytics.compare_schemas(
            v_old -> 'items', v_new -> 'items', p_pointer || '/items'
        ) as c;
    end if;
    return query
    select c.*
    from (
        select p.key, coalesce(v_old -> 'properties', '{}') -> p.key as was,
            coalesce(v_new -> 'properties', '{}') -> p.key as is_now,
            p_pointer || '/properties/' || analytics.escape_pointer(p.key) as place
        from (
            select jsonb_object_keys(coalesce(v_old -> 'properties', '{}')) as key
            union select jsonb_object_keys(coalesce(v_new -> 'properties', '{}'))
        ) as p
    ) as m
    cross join lateral (
        -- Data may have had it before, where more than the named fields was let in.
        select m.place, 'the field is new', v_old ? 'patternProperties'
            or v_old -> 'additionalProperties' is distinct from 'false'
        where m.was is null
        union all
        select m.place, 'the field is gone',
            v_new ? 'additionalProperties' or v_new ? 'patternProperties'
        where m.is_now is null
        union all
        select d.* from analytics.compare_schemas(m.was, m.is_now, m.place) as d
        where m.was is not null and m.is_now is not null
    ) as c;
end;
$$;

comment on function analytics.compare_schemas(jsonb, jsonb, text) is
'What a version of a JSON Schema changes, by JSON pointer, and whether it is breaking: whether some
data that was valid may be so no longer. What is not known to be harmless counts as breaking;
annotations do not count at all.';
revoke all on function analytics.compare_schemas(jsonb, jsonb, text) from public;
grant execute on function analytics.compare_schemas(jsonb, jsonb, text) to analytics_definer;
