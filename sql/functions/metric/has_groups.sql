create or replace function analytics.has_groups(p_plan jsonb)
returns boolean
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return p_plan ->> 'grain' is not null
        or p_plan -> 'calendar' <> '[]'
        or p_plan -> 'fields' <> '[]';
end;
$$;

comment on function analytics.has_groups(jsonb) is
'Whether the rows of an answer are grouped by anything; else they are its totals.';
revoke all on function analytics.has_groups(jsonb) from public;
grant execute on function analytics.has_groups(jsonb) to analytics_definer;
