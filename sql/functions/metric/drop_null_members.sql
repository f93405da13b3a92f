create or replace function analytics.drop_null_members(p_object jsonb, p_members text[])
returns jsonb
-- In PL/pgSQL, which keeps its plan: nearly every request asks.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    if jsonb_typeof(p_object) is distinct from 'object' then
        return p_object;
    end if;
    return (
        select coalesce(jsonb_object_agg(m.key, m.value), '{}')
        from jsonb_each(p_object) as m
        where m.value <> 'null' or m.key <> all(p_members)
    );
end;
$$;

comment on function analytics.drop_null_members(jsonb, text[]) is
'An object of a request without those of these members that are null, which are as good as left
out. What is deeper stays, and so do members that there are not, to be refused. Anything else as it
is.';
revoke all on function analytics.drop_null_members(jsonb, text[]) from public;
grant execute on function analytics.drop_null_members(jsonb, text[]) to analytics_definer;
