create or replace function analytics.normalize_request(p_request jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    -- What a request means by leaving it out.
    c_defaults constant jsonb := '{
        "totals": true, "realTime": false, "source": "auto", "timeframe": "last_30_days"
    }'::jsonb;
    v_range jsonb := p_request #> '{timeframe,range}';
begin
    return (
        select coalesce(jsonb_object_agg(m.key, m.value), '{}')
        from (
            select
                e.key,
                case when e.key = 'timeframe' and e.value = jsonb_build_object('range', v_range)
                    then v_range else e.value end as value
            -- Members that there are not stay, to be refused by whoever calculates.
            from jsonb_each(analytics.drop_null_members(p_request, array[
                'timeframe', 'aggregations', 'groupBy', 'totals', 'top', 'filters', 'compareWith',
                'realTime', 'source'
            ])) as e
        ) as m
        where m.key not in ('format', 'vendorId')
            and m.value is distinct from c_defaults -> m.key
    );
end;
$$;

comment on function analytics.normalize_request(jsonb) is
'A request for metrics as every request of the same meaning would be written: without what is as
good as left out, without its vendors and its format, which are resolved by themselves.';
revoke all on function analytics.normalize_request(jsonb) from public;
grant execute on function analytics.normalize_request(jsonb) to analytics_definer;
