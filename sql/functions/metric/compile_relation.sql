create or replace function analytics.compile_relation(p_plan jsonb, p_item jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with leg as (
            select string_agg(
                format('(%s)', analytics.compile_leg(p_plan, p_item, l)), ' union all '
            ) as query
            from jsonb_array_elements(p_item -> 'legs') as l
        )
        select case
            when not coalesce(p_plan -> 'top' ? 'keys', false) then g.query
            -- What is not among the top has no rank, and loses the fields by which it was ranked.
            else format(
                'select u.*%s from (select l.*,'
                ' coalesce(array_position(%L::text[], %s), 2147483647) as top_rank'
                ' from (%s) as l offset 0) as u',
                (
                    select string_agg(format(
                        ', case when u.top_rank < 2147483647 then u.%I end as %I',
                        'f_' || f, 'g_' || f
                    ), '')
                    from jsonb_array_elements_text(p_plan #> '{top,fields}') as f
                ),
                array(select jsonb_array_elements_text(
                    p_plan #> array['top', case when b.is_both then 'keys' else 'plainKeys' end]
                )),
                analytics.compile_top_key(p_plan #> '{top,fields}', b.is_both),
                g.query
            )
        end
        from leg as g
        cross join lateral (
            select coalesce(
                (p_item ->> 'isPerCurrency')::boolean
                and (p_plan #>> '{top,isPerCurrency}')::boolean, false
            ) as is_both
        ) as b
    );
end;
$$;

comment on function analytics.compile_relation(jsonb, jsonb) is
'SQL of all rows that an item is calculated from: its legs, with the rank of their group where the
request asks for the top.';
revoke all on function analytics.compile_relation(jsonb, jsonb) from public;
grant execute on function analytics.compile_relation(jsonb, jsonb) to analytics_definer;
