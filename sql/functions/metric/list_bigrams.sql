create or replace function analytics.list_bigrams(p_text text)
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    -- Framed by blanks, so that a common beginning or end counts.
    select array_agg(distinct substr(t.framed, i, 2))
    from (select ' ' || lower(p_text) || ' ' as framed) as t
    cross join lateral generate_series(1, length(t.framed) - 1) as i
$$;

comment on function analytics.list_bigrams(text) is
'The different pairs of neighbouring characters of a text, lower case.';
revoke all on function analytics.list_bigrams(text) from public;
grant execute on function analytics.list_bigrams(text) to analytics_definer;
