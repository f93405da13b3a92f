create or replace function analytics.compose_metadata(
    p_plan jsonb,
    p_data jsonb,
    p_rejected bigint
)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_build_object(
            'vendorIds', case when jsonb_array_length(p_plan -> 'vendors') <= 100
                then jsonb_path_query_array(p_plan, '$.vendors[*].vendorId') end,
            'vendorCount', jsonb_array_length(p_plan -> 'vendors'),
            'timeframe', analytics.describe_periods(p_plan, 0)
                || jsonb_strip_nulls(jsonb_build_object('range', p_plan #> '{timeframe,range}')),
            'totalRecords', r.records + p_rejected,
            'processedRecords', r.records,
            'dataFreshness', analytics.measure_freshness(p_plan),
            'queryComplexity', case
                when r.has_raw and r.records > 100000 or r.row_count > 10000 then 'high'
                when r.has_raw or r.has_facts or r.row_count > 1000 then 'medium'
                else 'low'
            end,
            'resourceUsage', jsonb_build_object(
                'statements', jsonb_array_length(p_data) + (p_plan ->> 'top' is not null)::integer,
                'rowsReturned', r.row_count,
                'sources', r.sources
            ),
            'warnings', analytics.list_warnings(p_plan)
        ) || case when p_plan #>> '{comparison,kind}' is null then '{}'
            else jsonb_build_object('comparison', analytics.describe_periods(p_plan, 1)
                || jsonb_build_object('kind', p_plan #> '{comparison,kind}')) end
        from (
            select
                coalesce(sum(m.records), 0) as records, bool_or(m.sources ? 'raw') as has_raw,
                bool_or(m.sources ? 'facts') as has_facts, sum(m.row_count) as row_count,
                (select jsonb_agg(distinct d -> 'source') from jsonb_array_elements(p_data) as d)
                    as sources
            from (
                select d ->> 'metric' as metric, max((d ->> 'records')::numeric) as records,
                    sum(jsonb_array_length(d -> 'rows')) as row_count,
                    jsonb_agg(d -> 'source') as sources
                from jsonb_array_elements(p_data) as d
                group by d ->> 'metric'
            ) as m
        ) as r
    );
end;
$$;

comment on function analytics.compose_metadata(jsonb, jsonb, bigint) is
'The metadata of an answer.';
revoke all on function analytics.compose_metadata(jsonb, jsonb, bigint) from public;
grant execute on function analytics.compose_metadata(jsonb, jsonb, bigint) to analytics_definer;
