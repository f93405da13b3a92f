create or replace function analytics.may_repeat_keys(p_text text, p_json jsonb)
returns boolean
language sql
immutable
parallel safe
security invoker
as $$
    -- jsonb keeps the last of equal keys, so with each that it drops at least one colon goes. Only
    -- where a colon is written as an escape may the counts be equal all the same.
    select pg_catalog.strpos(p_text, '\u003') > 0
        or pg_catalog.cardinality(pg_catalog.string_to_array(p_text, ':'))
        <> pg_catalog.cardinality(pg_catalog.string_to_array(p_json::text, ':'))
$$;

comment on function analytics.may_repeat_keys(text, jsonb) is
'False where no object of a JSON text has two members of one name; else analytics.find_repeated_key
tells. p_json is the text as jsonb. Inlined.';
revoke all on function analytics.may_repeat_keys(text, jsonb) from public;
grant execute on function analytics.may_repeat_keys(text, jsonb) to analytics_definer;
