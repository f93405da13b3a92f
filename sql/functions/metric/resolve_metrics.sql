create or replace function analytics.resolve_metrics(p_request jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    -- Listing the fields costs more than all else here, and most dashboards group by time alone.
    v_with_fields boolean := p_request ? 'filters'
        or p_request::text like '%"distinct"%'
        or p_request -> 'groupBy' @? '$[*] ? (!(@ == "hour" || @ == "day" || @ == "week"
            || @ == "month" || @ == "quarter" || @ == "year"))';
begin
    if jsonb_typeof(p_request -> 'metrics') is distinct from 'array'
        or jsonb_array_length(p_request -> 'metrics') = 0 then
        return analytics.request_problem(
            'ZA110', '/metrics', 'metrics must be an array of at least one metric'
        );
    elsif p_request ? 'aggregations'
        and jsonb_typeof(p_request -> 'aggregations') <> 'array' then
        return analytics.request_problem(
            'ZA110', '/aggregations', 'aggregations must be an array'
        );
    elsif jsonb_array_length(p_request -> 'metrics')
        * greatest(1, jsonb_array_length(coalesce(p_request -> 'aggregations', '[]'))) > 100 then
        return analytics.request_problem(
            'ZA126', '/metrics', 'a request may ask for 100 values at most'
        );
    end if;
    return (
        select jsonb_agg(
            analytics.resolve_metric(
                s.spec || case when a.value is null then '{}'
                    else jsonb_build_object('aggregation', a.value) end,
                '/metrics/' || (m.place - 1), v_with_fields
            ) order by m.place, a.place
        )
        from jsonb_array_elements(p_request -> 'metrics') with ordinality as m (value, place)
        cross join lateral (
            select case jsonb_typeof(m.value)
                when 'string' then jsonb_build_object('metric', m.value)
                when 'object' then analytics.drop_null_members(
                    m.value, '{aggregation,field,dateBasis,as}'
                )
            end as spec
        ) as s
        left join jsonb_array_elements(p_request -> 'aggregations')
            with ordinality as a (value, place) on not s.spec ? 'aggregation'
    );
end;
$$;

comment on function analytics.resolve_metrics(jsonb) is
'Items of a request: each metric with each aggregation asked for it; or their problems.';
revoke all on function analytics.resolve_metrics(jsonb) from public;
grant execute on function analytics.resolve_metrics(jsonb) to analytics_definer;
