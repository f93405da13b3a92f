create or replace function analytics.compile_ranking(p_plan jsonb, p_item jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select format(
            'with ranked as (select r.*, row_number() over (partition by r.currency'
            ' order by r.value desc nulls last, r.plain) as place'
            ' from (select l.currency, %s as prefixed, %s as plain, l.value'
            ' from (%s) as l where l.period = 0) as r)'
            ' select jsonb_build_object(''isPerCurrency'', %s,'
            ' ''keys'', coalesce(jsonb_agg(k.prefixed order by k.currency, k.place), ''[]''),'
            ' ''plainKeys'', coalesce(jsonb_agg(k.plain order by k.place, k.currency), ''[]''))'
            ' from ranked as k where k.place <= %s',
            analytics.compile_top_key(t.fields, (p_item ->> 'isPerCurrency')::boolean),
            analytics.compile_top_key(t.fields, false),
            analytics.compile_aggregate(
                p_item,
                analytics.compile_relation(t.plan, p_item),
                array(select 'f_' || f from jsonb_array_elements_text(t.fields) as f),
                false
            ),
            p_item -> 'isPerCurrency',
            p_plan #> '{top,limit}'
        )
        from (
            select
                p_plan #> '{top,fields}' as fields,
                p_plan || jsonb_build_object(
                    'grain', null, 'calendar', '[]'::jsonb, 'fields', p_plan #> '{top,fields}'
                ) as plan
        ) as t
    );
end;
$$;

comment on function analytics.compile_ranking(jsonb, jsonb) is
'SQL that finds the keys of the top groups of a request by the value of an item, in order, within
each currency.';
revoke all on function analytics.compile_ranking(jsonb, jsonb) from public;
grant execute on function analytics.compile_ranking(jsonb, jsonb) to analytics_definer;
