create or replace function analytics.choose_cache_rule(p_names text[])
returns table (ttl interval, is_exact boolean, is_warmed boolean, is_compressed boolean)
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query
    select
        min(r.ttl), bool_or(r.invalidation = 'exact'), bool_and(r.is_warmed),
        bool_and(r.is_compressed)
    from unnest(p_names) as n (name)
    left join lateral (
        select c.*
        from analytics.cache_rules as c
        where c.is_enabled and n.name like c.like_pattern
        order by length(c.pattern) desc
        limit 1
    ) as r on true
    having bool_and(r.pattern is not null);
end;
$$;

comment on function analytics.choose_cache_rule(text[]) is
'The rule for an answer of these names: of each the longest enabled pattern that fits, of all of
them the strictest. No row where one of them has none: nothing is cached then.';
revoke all on function analytics.choose_cache_rule(text[]) from public;
grant execute on function analytics.choose_cache_rule(text[]) to analytics_definer;
