create or replace function analytics.resolve_aggregation(p_value jsonb, p_pointer text)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select case
            when v.name = any(v.plain) then jsonb_build_object(
                'name', v.name,
                'calc', case v.name when 'median' then 'percentile' else v.name end,
                'fraction', case v.name when 'median' then 0.5 end
            )
            when v.percent > 0 and v.percent < 100 then jsonb_build_object(
                'name', 'p' || trim_scale(v.percent), 'calc', 'percentile',
                'fraction', trim_scale(v.percent / 100)
            )
            else analytics.request_problem(
                'ZA114', p_pointer, format('there is no aggregation %s', p_value),
                analytics.nearest_names(
                    coalesce(v.name, ''), v.plain || '{p10,p25,p75,p90,p95,p99,percentile}'
                )
            )
        end
        from (
            select
                '{sum,count,average,min,max,last,median,stddev,distinct,rate}'::text[] as plain,
                case when jsonb_typeof(p_value) = 'string' then p_value #>> '{}' end as name,
                case
                    when jsonb_typeof(p_value) = 'string'
                        then substring(p_value #>> '{}' from '^p(\d{1,2}(?:\.\d{1,3})?)$')::numeric
                    when p_value = jsonb_build_object('percentile', p_value -> 'percentile')
                        and jsonb_typeof(p_value -> 'percentile') = 'number'
                        then round((p_value ->> 'percentile')::numeric * 100, 3)
                end as percent
        ) as v
    );
end;
$$;

comment on function analytics.resolve_aggregation(jsonb, text) is
'{"name", "calc", "fraction"} of an aggregation as a request names it, such as "p90", "median" or
{"percentile": 0.9}; or its problem (ZA114).';
revoke all on function analytics.resolve_aggregation(jsonb, text) from public;
grant execute on function analytics.resolve_aggregation(jsonb, text) to analytics_definer;
