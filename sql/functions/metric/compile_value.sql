create or replace function analytics.compile_value(p_item jsonb)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select case
            when p_item ->> 'operation' = 'difference'
                then format('%s - %s', p.first, p.second)
            when p_item ->> 'operation' = 'ratio' then format(
                'round(%s%s::numeric / nullif(%s, 0), 6)', i.factor, p.first, p.second
            )
            when p_item ->> 'calc' in ('average', 'stddev', 'percentile') then format(
                'round(%s(%s), 6)', i.factor, p.only_one
            )
            else p.only_one
        end
        from (
            select case when (p_item ->> 'isPercent')::boolean then '100 * ' else '' end as factor
        ) as i
        cross join lateral (
            select
                format(
                    'coalesce(%s, 0)', analytics.compile_calc(p_item #>> '{legs,0,calc}', 1, null)
                ) as first,
                format(
                    'coalesce(%s, 0)', analytics.compile_calc(p_item #>> '{legs,1,calc}', 2, null)
                ) as second,
                analytics.compile_calc(
                    p_item ->> 'calc', null, (p_item ->> 'fraction')::numeric
                ) as only_one
        ) as p
    );
end;
$$;

comment on function analytics.compile_value(jsonb) is
'SQL of the value of an item. Quotients are rounded to six places, sums and extremes are exact.';
revoke all on function analytics.compile_value(jsonb) from public;
grant execute on function analytics.compile_value(jsonb) to analytics_definer;
