create or replace function analytics.compile_calc(p_calc text, p_part integer, p_fraction numeric)
returns text
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return replace(
        case p_calc
            when 'count' then 'sum(a.n)§'
            when 'sum' then 'sum(a.x)§'
            when 'average' then 'sum(a.x)§ / nullif(sum(a.n)§, 0)'
            when 'min' then 'min(a.mn)§'
            when 'max' then 'max(a.mx)§'
            -- Of values at the same instant that of the larger id, so that it is always the same.
            when 'last' then '(array_agg(a.x order by a.ts desc, a.d desc)§)[1]'
            when 'stddev' then 'sqrt(greatest(sum(a.xx)§ - sum(a.x)§ * sum(a.x)§'
                ' / nullif(sum(a.n)§, 0), 0) / nullif(sum(a.n)§ - 1, 0))'
            when 'percentile' then format(
                '(percentile_cont(%s) within group (order by a.x)§)::numeric', p_fraction
            )
            else 'count(distinct a.d)§'
        end,
        '§', case when p_part is null then ''
            else format(' filter (where a.part = %s)', p_part) end
    );
end;
$$;

comment on function analytics.compile_calc(text, integer, numeric) is
'SQL that aggregates rows of partial aggregates; of one part of a ratio or difference, or of all.';
revoke all on function analytics.compile_calc(text, integer, numeric) from public;
grant execute on function analytics.compile_calc(text, integer, numeric) to analytics_definer;
