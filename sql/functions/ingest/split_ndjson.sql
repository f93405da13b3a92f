create or replace function analytics.split_ndjson(p_body text)
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce(array_agg(l.line order by l.ordinality), '{}')
    from string_to_table(p_body, e'\n') with ordinality as l (line, ordinality)
    where btrim(l.line, e' \t\r') <> ''
$$;

comment on function analytics.split_ndjson(text) is
'The lines of a text that are not blank.';
revoke all on function analytics.split_ndjson(text) from public;
grant execute on function analytics.split_ndjson(text) to analytics_definer;
