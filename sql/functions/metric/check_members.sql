create or replace function analytics.check_members(
    p_object jsonb,
    p_allowed text[],
    p_pointer text
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_agg(analytics.request_problem(
            'ZA111', p_pointer || '/' || k, format('there is no member %s', to_json(k)),
            analytics.nearest_names(k, p_allowed)
        ))
        from jsonb_object_keys(p_object) as k
        where k <> all(p_allowed)
    );
end;
$$;

comment on function analytics.check_members(jsonb, text[], text) is
'Problems (ZA111) of the members of an object that are not allowed; null where all are.';
revoke all on function analytics.check_members(jsonb, text[], text) from public;
grant execute on function analytics.check_members(jsonb, text[], text) to analytics_definer;
