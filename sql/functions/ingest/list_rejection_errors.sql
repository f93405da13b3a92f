create or replace function analytics.list_rejection_errors(p_result jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_agg(
        jsonb_build_object(
            'pointer', format('/%s%s', v.verdict ->> 'index', r.reason ->> 'pointer'),
            'detail', format(
                '%s: expected %s, got %s', r.reason ->> 'keyword', r.reason ->> 'expected',
                coalesce(r.reason ->> 'got', 'nothing')
            )
        )
        order by v.ordinality, r.ordinality
    )
    from jsonb_array_elements(p_result -> 'verdicts') with ordinality as v (verdict, ordinality)
    cross join lateral jsonb_array_elements(v.verdict -> 'reasons')
    with ordinality as r (reason, ordinality)
$$;

comment on function analytics.list_rejection_errors(jsonb) is
'Errors of RFC 9457 for the refused events of a result, by JSON pointer into the batch.';
revoke all on function analytics.list_rejection_errors(jsonb) from public;
grant execute on function analytics.list_rejection_errors(jsonb) to analytics_definer;
