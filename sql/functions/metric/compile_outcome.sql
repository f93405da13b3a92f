create or replace function analytics.compile_outcome(
    p_item jsonb,
    p_row text,
    p_side text,
    p_now_local timestamp
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        -- Values that add up are 0 where nothing happened; of all others nothing is known there.
        select format(
            'case when b.axis%10$s is null or %1$s then null'
            ' when %2$s then %3$s else %5$s end as %6$s,'
            ' case when %1$s then ''the events of this time are kept no longer'''
            ' when %2$s then %7$s else %8$s end as %9$s',
            case when p_item ->> 'lostBefore' is null then 'false'
                else format('b.starts%s < %L::timestamp', p_side, p_item ->> 'lostBefore') end,
            p_row || '.n is null',
            case
                when not z.is_additive then 'null'
                when p_item ->> 'dateBasis' = 'wedding' then '0'
                else format('case when b.starts%s > %L::timestamp then null else 0 end',
                    p_side, p_now_local)
            end,
            p_row,
            case when (p_item ->> 'isPerDay')::boolean
                then format('round(%s.value / nullif(b.days%s, 0), 6)', p_row, p_side)
                else p_row || '.value' end,
            'value' || p_side,
            case
                when z.is_additive
                    then format('case when b.starts%s > %L::timestamp then'
                        ' ''this time has not come yet'' end', p_side, p_now_local)
                else '''there is no data of this time'''
            end,
            case
                when p_item ->> 'operation' = 'ratio'
                    then format(
                        'case when %s.value is null then ''%s is 0 at this time'' end', p_row,
                        p_item #>> '{legs,1,metric}'
                    )
                when p_item ->> 'calc' = 'stddev' then format(
                    'case when %s.value is null then ''one value has no deviation'' end', p_row
                )
                else 'null'
            end,
            'reason' || p_side,
            p_side
        )
        from (
            select p_item ->> 'operation' is distinct from 'ratio'
                and p_item ->> 'calc' in ('count', 'sum', 'distinct') as is_additive
        ) as z
    );
end;
$$;

comment on function analytics.compile_outcome(jsonb, text, text, timestamp) is
'SQL of the value of a row, and of the reason why it is null, from the aggregate p_row. p_side is 0
for the period, 1 for what it is compared with.';
revoke all on function analytics.compile_outcome(jsonb, text, text, timestamp) from public;
grant execute on function analytics.compile_outcome(jsonb, text, text, timestamp)
to analytics_definer;
