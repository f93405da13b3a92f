create or replace function analytics.index_reasons(p_index integer, p_reasons jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_agg(jsonb_build_object('index', p_index) || r.reason order by r.ordinality)
    from jsonb_array_elements(p_reasons) with ordinality as r (reason, ordinality)
$$;

comment on function analytics.index_reasons(integer, jsonb) is
'Reasons with the index of their event in each.';
revoke all on function analytics.index_reasons(integer, jsonb) from public;
