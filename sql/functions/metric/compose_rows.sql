create or replace function analytics.compose_rows(
    p_plan jsonb,
    p_item jsonb,
    p_cells analytics.metric_cell[],
    p_buckets analytics.time_bucket[],
    p_is_total boolean
)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
-- The plan is kept, and knows nothing of how many cells there are: only a hash finds each at once.
set enable_nestloop = off
set enable_mergejoin = off
as $$
declare
    c_other constant integer := 2147483647;
    v_is_total boolean := p_is_total and analytics.has_groups(p_plan);
    v_has_time boolean := not p_is_total and p_plan ->> 'grain' is not null;
    v_has_group boolean := not p_is_total
        and (p_plan -> 'fields' <> '[]' or p_plan -> 'calendar' <> '[]');
    v_has_currency boolean := coalesce((p_item ->> 'isPerCurrency')::boolean, false);
    v_is_compared boolean := p_plan #>> '{comparison,kind}' is not null;
    v_is_per_day boolean := coalesce((p_item ->> 'isPerDay')::boolean, false);
    -- Values that add up are 0 where nothing happened; of all others nothing is known there.
    v_is_additive boolean := p_item ->> 'operation' is distinct from 'ratio'
        and p_item ->> 'calc' in ('count', 'sum', 'distinct');
    v_now timestamp := (p_plan ->> 'nowLocal')::timestamp;
    v_zero_until timestamp := case
        when not v_is_additive then null
        when p_item ->> 'dateBasis' = 'wedding' then 'infinity'
        else v_now end;
    v_lost_before timestamp := (p_item ->> 'lostBefore')::timestamp;
    v_missing text := case when not v_is_additive then 'there is no data of this time' end;
    v_undefined text := case
        when p_item ->> 'operation' = 'ratio'
            then format('%s is 0 at this time', p_item #>> '{legs,1,metric}')
        when p_item ->> 'calc' = 'stddev' then 'one value has no deviation' end;
    v_currencies text[] := case
        when p_cells is not null or not p_is_total and p_plan -> 'fields' <> '[]' then '{}'
        when v_has_currency then array(select jsonb_array_elements_text(p_plan -> 'currencies'))
        else '{""}' end;
begin
    return (
        with cell as materialized (
            select c.*, concat(c.currency, '|', c.top_rank, '|', c.grp) as key
            from unnest(p_cells) as c
            where c.is_total = v_is_total
        ), key as (
            select distinct on (c.key) c.key, c.grp, c.top_rank, c.currency from cell as c
            union all
            select concat(u.currency, '|0|{}'), '{}', 0, u.currency
            from unnest(v_currencies) as u (currency)
        ), line as (
            select
                b.*, k.*, coalesce(m.n, 0) as n0, coalesce(c.n, 0) as n1,
                case
                    when b.axis0 is null or b.starts0 < v_lost_before then null
                    when m.n is null then case when b.starts0 <= v_zero_until then 0 end
                    when v_is_per_day then round(m.value / nullif(b.days0, 0), 6)
                    else m.value
                end as value0,
                case
                    when b.starts0 < v_lost_before then 'the events of this time are kept no longer'
                    when m.n is not null then v_undefined
                    when b.starts0 > v_zero_until then 'this time has not come yet'
                    else v_missing
                end as reason0,
                case
                    when b.axis1 is null or b.starts1 < v_lost_before then null
                    when c.n is null then case when b.starts1 <= v_zero_until then 0 end
                    when v_is_per_day then round(c.value / nullif(b.days1, 0), 6)
                    else c.value
                end as value1,
                case
                    when b.starts1 < v_lost_before then 'the events of this time are kept no longer'
                    when c.n is not null then v_undefined
                    when b.starts1 > v_zero_until then 'this time has not come yet'
                    else v_missing
                end as reason1
            from key as k
            cross join unnest(p_buckets) as b
            left join cell as m on m.period = 0 and m.axis = b.axis0 and m.key = k.key
            left join cell as c
                on v_is_compared and c.period = 1 and c.axis = b.axis1 and c.key = k.key
        )
        select coalesce(jsonb_agg(
            jsonb_build_object('value', r.value0, 'dataPoints', r.n0)
            || case when v_has_time then jsonb_build_object('time', r.time0) else '{}' end
            || case when v_has_group then jsonb_build_object('group', r.calendar || r.grp)
                else '{}' end
            || case when v_has_currency then jsonb_build_object('currency', r.currency)
                else '{}' end
            || case when v_is_compared then jsonb_build_object(
                'comparison',
                case when v_has_time then jsonb_build_object('time', r.time1) else '{}' end
                || analytics.compose_comparison(
                    r.value0, r.reason0, r.value1, r.reason1, r.n1, r.axis1 is not null
                )
            ) else '{}' end
            || case when r.value0 is null then jsonb_build_object('reason', r.reason0)
                else '{}' end
            || case when r.top_rank = c_other and not p_is_total then '{"isOther": true}'::jsonb
                else '{}' end
            order by r.place, r.top_rank, r.grp, r.currency
        ), '[]')
        from line as r
    );
end;
$$;

comment on function analytics.compose_rows(
    jsonb, jsonb, analytics.metric_cell[], analytics.time_bucket[], boolean
) is
'The rows of an answer, or its totals: each group with each bucket of time, so that nothing is left
out where nothing happened; values that are null say why.';
revoke all on function analytics.compose_rows(
    jsonb, jsonb, analytics.metric_cell[], analytics.time_bucket[], boolean
) from public;
grant execute on function analytics.compose_rows(
    jsonb, jsonb, analytics.metric_cell[], analytics.time_bucket[], boolean
) to analytics_definer;
