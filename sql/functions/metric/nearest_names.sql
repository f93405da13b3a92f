create or replace function analytics.nearest_names(p_name text, p_candidates text[])
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce(jsonb_agg(n.candidate order by n.likeness desc, n.candidate), '[]')
    from (
        select
            c.candidate,
            2.0 * (
                select count(*) from unnest(c.bigrams) as b where b = any(o.bigrams)
            ) / (cardinality(c.bigrams) + cardinality(o.bigrams)) as likeness
        from (select analytics.list_bigrams(left(p_name, 100)) as bigrams) as o
        cross join (
            select u as candidate, analytics.list_bigrams(u) as bigrams
            from unnest(p_candidates) as u
        ) as c
        order by likeness desc, c.candidate
        limit 3
    ) as n
    where n.likeness >= 0.3
$$;

comment on function analytics.nearest_names(text, text[]) is
'Up to three of the candidates that are most like a name (Dice coefficient of their bigrams), the
nearest first; an empty array where none is like it.';
revoke all on function analytics.nearest_names(text, text[]) from public;
grant execute on function analytics.nearest_names(text, text[]) to analytics_definer;
