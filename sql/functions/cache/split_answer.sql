create or replace function analytics.split_answer(p_answer jsonb)
returns text
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return concat(
        left((p_answer - array[
            'metadata', 'requestId', 'cacheHit', 'cacheInfo', 'executionTime', 'nextUpdateTime'
        ])::text, -1),
        ', "metadata": ', left(((p_answer -> 'metadata') - 'dataFreshness')::text, -1)
    );
end;
$$;

comment on function analytics.split_answer(jsonb) is
'The text of an answer of calculate_metrics without what moves from one request to the next, so that
the members of analytics.compose_tail can follow.';
revoke all on function analytics.split_answer(jsonb) from public;
grant execute on function analytics.split_answer(jsonb) to analytics_definer;
