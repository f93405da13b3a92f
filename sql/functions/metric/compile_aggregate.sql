create or replace function analytics.compile_aggregate(
    p_item jsonb,
    p_relation text,
    p_keys text[],
    p_with_totals boolean
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_keys text := array_to_string(array(select format('a.%I', k) from unnest(p_keys) as k), ', ');
    v_has_totals boolean := p_with_totals and cardinality(p_keys) > 0;
    v_is_total text := case when v_has_totals then format('grouping(%s) <> 0', v_keys)
        else 'false' end;
    v_all text := concat_ws(', ', 'a.period', 'a.currency', nullif(v_keys, ''));
begin
    -- Clients are first gathered one by one: cheaper than a sort, and returning needs their times.
    if p_item ->> 'calc' in ('distinct', 'returning') and p_item ->> 'operation' is null then
        return format(
            'select %1$s, %2$s as value, sum(a.n) as n, a.is_total from ('
            'select %1$s, a.d, min(%3$s) as first_at, max(%3$s) as last_at, sum(a.n) as n,'
            ' %4$s as is_total from (%5$s) as a'
            ' where a.d is not null group by grouping sets ((%1$s, a.d)%6$s)'
            ') as a group by %1$s, a.is_total',
            v_all,
            case p_item ->> 'calc' when 'distinct' then 'count(*)::numeric'
                else 'round(avg((a.first_at < a.last_at)::integer), 6)' end,
            case p_item ->> 'calc' when 'distinct' then '1' else 'a.ts' end,
            v_is_total, p_relation,
            case when v_has_totals then ', (a.period, a.currency, a.d)' else '' end
        );
    end if;
    return format(
        'select %1$s, %2$s as value, sum(a.n) as n, %3$s as is_total from (%4$s) as a'
        ' group by grouping sets ((%1$s)%5$s) having sum(a.n) <> 0',
        v_all, analytics.compile_value(p_item), v_is_total, p_relation,
        case when v_has_totals then ', (a.period, a.currency)' else '' end
    );
end;
$$;

comment on function analytics.compile_aggregate(jsonb, text, text[], boolean) is
'SQL that aggregates the rows of an item per period, currency and keys, and once more without the
keys: totals are calculated from the same rows, never from other results.';
revoke all on function analytics.compile_aggregate(jsonb, text, text[], boolean) from public;
grant execute on function analytics.compile_aggregate(jsonb, text, text[], boolean)
to analytics_definer;
