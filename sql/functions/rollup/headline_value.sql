create or replace function analytics.headline_value(
    p_aggregation text,
    p_count bigint,
    p_sum numeric
)
returns numeric
language sql
immutable
parallel safe
security invoker
as $$
    select case p_aggregation
        when 'count' then p_count
        when 'sum' then p_sum
        when 'average' then p_sum / nullif(p_count, 0)
    end
$$;

comment on function analytics.headline_value(text, bigint, numeric) is
'The one value that stands for a partial aggregate: its count, sum or average. Inlined.';
revoke all on function analytics.headline_value(text, bigint, numeric) from public;
grant execute on function analytics.headline_value(text, bigint, numeric) to analytics_definer;
