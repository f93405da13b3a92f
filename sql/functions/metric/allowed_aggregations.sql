create or replace function analytics.allowed_aggregations(
    p_source text,
    p_default_aggregation text,
    p_has_value boolean
)
returns text[]
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return case
        when p_source = 'clients' then array[p_default_aggregation]
        when p_source = 'ratio' or p_default_aggregation = 'rate' then '{rate}'
        when p_source = 'difference' then '{sum,rate}'
        when not p_has_value then '{count,sum,rate,distinct}'
        -- Values of a gauge follow upon each other: they have no sum.
        when p_default_aggregation = 'last'
            then '{last,count,average,min,max,median,percentile,stddev,distinct}'
        else '{sum,count,average,min,max,median,percentile,stddev,distinct}'
            || case when p_default_aggregation = 'sum' then '{rate}' else '{}' end::text[]
    end;
end;
$$;

comment on function analytics.allowed_aggregations(text, text, boolean) is
'Aggregations that a metric of this source, default aggregation and kind (with a value, or counting)
is defined for. percentile stands for p1 to p99.9.';
revoke all on function analytics.allowed_aggregations(text, text, boolean) from public;
grant execute on function analytics.allowed_aggregations(text, text, boolean) to analytics_definer;
