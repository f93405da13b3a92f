create or replace function analytics.describe_rule(p_state analytics.answer_state)
returns jsonb
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return case when p_state.etag is not null then jsonb_build_object(
        'ttl', p_state.ttl_s, 'isWarmed', p_state.is_warmed, 'isCompressed', p_state.is_compressed
    ) end;
end;
$$;

comment on function analytics.describe_rule(analytics.answer_state) is
'How an answer may be kept: {"ttl" (seconds), "isWarmed", "isCompressed"}; null for not at all.';
revoke all on function analytics.describe_rule(analytics.answer_state) from public;
grant execute on function analytics.describe_rule(analytics.answer_state) to analytics_definer;
