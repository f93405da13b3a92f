create or replace function analytics.compile_table(
    p_plan jsonb,
    p_item jsonb,
    p_is_total boolean,
    p_has_keys boolean
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_now_local timestamp := (p_plan ->> 'nowLocal')::timestamp;
    v_is_compared boolean := p_plan #>> '{comparison,kind}' is not null;
    v_is_total boolean := p_is_total and p_has_keys;
begin
    return format(
        'select jsonb_agg(%1$s order by r.place, r.top_rank, r.grp, r.currency) from ('
        'select b.*, k.*, m.n as n0, %2$s, %3$s'
        ' from (select distinct on (a.key) a.key, a.grp, a.top_rank, a.currency from a'
        ' where a.is_total = %4$L'
        ' union all select concat(u.currency, ''|0|{}''), ''{}''::jsonb, 0, u.currency'
        ' from unnest($3) as u (currency) where %5$s and not exists (select from a)) as k'
        ' cross join %6$s as b'
        ' left join a as m on m.period = 0 and m.is_total = %4$L'
        ' and m.cell = b.axis0 || ''|'' || k.key %7$s where %8$s) as r',
        analytics.compile_members(p_plan, p_item, p_is_total),
        analytics.compile_outcome(p_item, 'm', '0', v_now_local),
        case when v_is_compared
            then analytics.compile_outcome(p_item, 'c', '1', v_now_local) || ', c.n as n1'
            else 'null::numeric as value1' end,
        v_is_total,
        (p_is_total or p_plan -> 'fields' = '[]')::text,
        case when p_is_total then 't' else 'b' end,
        case when v_is_compared then format(
            'left join a as c on c.period = 1 and c.is_total = %L'
            ' and c.cell = b.axis1 || ''|'' || k.key', v_is_total
        ) end,
        case when p_is_total then 'true'
            else format('(select s.row_count from s) <= %s', p_plan -> 'rowLimit') end
    );
end;
$$;

comment on function analytics.compile_table(jsonb, jsonb, boolean, boolean) is
'SQL of the rows of an answer, or of its totals, as JSON: each group with each bucket of time, so
that nothing is left out where nothing happened.';
revoke all on function analytics.compile_table(jsonb, jsonb, boolean, boolean) from public;
grant execute on function analytics.compile_table(jsonb, jsonb, boolean, boolean)
to analytics_definer;
