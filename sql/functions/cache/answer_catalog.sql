create or replace function analytics_api.answer_catalog(
    p_known text[] default '{}',
    p_in_turn boolean default false
)
returns table (etag text, format text, body text, tail text, rule jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
    v_state analytics.answer_state := analytics.seek_answer(
        row(array['catalog'], 'catalog', '{}'::uuid[]), p_known, statement_timestamp()
    );
begin
    return query select
        v_state.etag, 'json',
        case when not v_state.is_known and analytics.takes_turn(v_state.etag, p_in_turn)
            then analytics_api.get_catalog()::text end,
        null, analytics.describe_rule(v_state);
end;
$$;

comment on function analytics_api.answer_catalog(text[], boolean) is
'What get_catalog answers, for a caller that keeps answers; see answer_metrics. It has no tail.';
revoke all on function analytics_api.answer_catalog(text[], boolean) from public;
grant execute on function analytics_api.answer_catalog(text[], boolean) to analytics_api_user;
