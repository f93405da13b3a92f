create or replace function analytics.may_repeat_keys(p_text text, p_json jsonb)
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    -- jsonb keeps the last of equal keys, so with each that it drops at least one colon goes. Only
    -- where a colon is written as an escape may the counts be equal all the same.
    select position('\u003' in p_text) > 0
        or octet_length(p_text) - octet_length(replace(p_text, ':', ''))
        <> octet_length(p_json::text) - octet_length(replace(p_json::text, ':', ''))
$$;

comment on function analytics.may_repeat_keys(text, jsonb) is
'False where no object of a JSON text has two members of one name; else analytics.find_repeated_key
tells. p_json is the text as jsonb.';
revoke all on function analytics.may_repeat_keys(text, jsonb) from public;
grant execute on function analytics.may_repeat_keys(text, jsonb) to analytics_definer;
