create or replace function analytics.repeats_own_key(p_object json)
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select count(*) <> count(distinct k) from json_object_keys(p_object) as k
$$;

comment on function analytics.repeats_own_key(json) is
'Whether an object itself has two members of one name.';
revoke all on function analytics.repeats_own_key(json) from public;
grant execute on function analytics.repeats_own_key(json) to analytics_definer;
