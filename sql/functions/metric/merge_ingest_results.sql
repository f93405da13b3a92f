create or replace function analytics.merge_ingest_results(
    p_results jsonb,
    p_context jsonb,
    p_started_at timestamptz
)
returns jsonb
language sql
volatile
security invoker
set search_path = ''
as $$
    select analytics.compose_ingest_result(
        (
            select string_agg(v.verdict::text, ',' order by (v.verdict ->> 'index')::integer)
            from jsonb_path_query(p_results, '$[*].verdicts[*]') as v (verdict)
        ),
        sum((r.counts ->> 'received')::integer)::integer,
        sum((r.counts ->> 'stored')::integer)::integer,
        sum((r.counts ->> 'rejected')::integer)::integer,
        (
            select count(*) from jsonb_path_query(p_results, '$[*].verdicts[*]') as v (verdict)
            where not v.verdict ? 'timestamp'
        )::integer,
        p_context, p_started_at
    )
    from jsonb_path_query(p_results, '$[*].counts') as r (counts)
$$;

comment on function analytics.merge_ingest_results(jsonb, jsonb, timestamptz) is
'One result of what was ingested in several parts, with the verdicts in the order of their index.';
revoke all on function analytics.merge_ingest_results(jsonb, jsonb, timestamptz) from public;
grant execute on function analytics.merge_ingest_results(jsonb, jsonb, timestamptz)
to analytics_definer;
