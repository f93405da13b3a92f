create or replace function analytics.compile_table(
    p_plan jsonb,
    p_item jsonb,
    p_is_total boolean,
    p_has_keys boolean
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        'select jsonb_agg(%s order by r.place, r.top_rank, r.grp, r.currency) from ('
        'select b.*, k.*, m.n as n0, c.n as n1, %s, %s'
        ' from (select distinct a.grp, a.top_rank, a.currency from a where a.is_total = %L'
        ' union all select ''{}''::jsonb, 0, u.currency from unnest($3) as u (currency)'
        ' where %s and not exists (select from a)) as k'
        ' cross join %s as b'
        ' left join a as m on m.period = 0 and m.is_total = %4$L and m.axis = b.axis0'
        ' and m.grp = k.grp and m.top_rank = k.top_rank and m.currency = k.currency'
        ' left join a as c on c.period = 1 and c.is_total = %4$L and c.axis = b.axis1'
        ' and c.grp = k.grp and c.top_rank = k.top_rank and c.currency = k.currency'
        ' where %s) as r',
        analytics.compile_members(p_plan, p_item, p_is_total),
        analytics.compile_outcome(p_item, 'm', '0', (p_plan ->> 'nowLocal')::timestamp),
        case when p_plan -> 'comparison' ->> 'kind' is null
            then 'null::numeric as value1, null as reason1'
            else analytics.compile_outcome(
                p_item, 'c', '1', (p_plan ->> 'nowLocal')::timestamp
            )
        end,
        p_is_total and p_has_keys,
        (p_is_total or p_plan -> 'fields' = '[]')::text,
        case when p_is_total then 't' else 'b' end,
        case when p_is_total then 'true'
            else format('(select s.row_count from s) <= %s', p_plan -> 'rowLimit') end
    )
$$;

comment on function analytics.compile_table(jsonb, jsonb, boolean, boolean) is
'SQL of the rows of an answer, or of its totals, as JSON: each group with each bucket of time, so
that nothing is left out where nothing happened.';
revoke all on function analytics.compile_table(jsonb, jsonb, boolean, boolean) from public;
grant execute on function analytics.compile_table(jsonb, jsonb, boolean, boolean)
to analytics_definer;
