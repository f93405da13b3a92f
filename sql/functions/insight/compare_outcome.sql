create or replace function analytics.compare_outcome(p_baseline jsonb, p_outcome jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce((
        select p_outcome || jsonb_build_object(
            'difference', round(d.difference::numeric, 4),
            'interval95', jsonb_build_object(
                'low', round(d.low::numeric, 4), 'high', round(d.high::numeric, 4)
            ),
            'verdict', case
                when d.low > 0 then 'better' when d.high < 0 then 'worse' else 'no_clear_difference'
            end,
            'method', case when p_outcome ? 'tries' then 'difference of two shares (Newcombe)'
                else 'difference of two figures (delta method)' end
        )
        from (
            select n.difference, n.low, n.high
            from analytics.newcombe_interval(
                (p_outcome ->> 'hits')::float8, (p_outcome ->> 'tries')::float8,
                (p_baseline ->> 'hits')::float8, (p_baseline ->> 'tries')::float8, 1.96
            ) as n
            where p_outcome ? 'tries'
            union all
            select w.difference, w.difference - w.half, w.difference + w.half
            from (
                select
                    (p_outcome ->> 'value')::float8 - (p_baseline ->> 'value')::float8
                        as difference,
                    1.96 * sqrt(
                        (p_outcome ->> 'variance')::float8 + (p_baseline ->> 'variance')::float8
                    ) as half
            ) as w
            where not p_outcome ? 'tries'
        ) as d
        where d.low is not null
    ), coalesce(p_outcome, '{}') || '{"verdict": "not_measurable"}')
$$;

comment on function analytics.compare_outcome(jsonb, jsonb) is
'What became of a figure beside its baseline: better or worse where the interval of the difference
excludes zero, no_clear_difference, or not_measurable.';
revoke all on function analytics.compare_outcome(jsonb, jsonb) from public;
grant execute on function analytics.compare_outcome(jsonb, jsonb) to analytics_definer;
