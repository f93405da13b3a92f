create or replace function analytics.compile_distinct(
    p_expression text,
    p_field text,
    p_plan jsonb
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        case
            when p_field like '%\_id' and jsonb_array_length(p_plan -> 'vendors') > 1
                then '(v.vendor_id || '' '' || %s)::text collate "C"'
            else '(%s)::text collate "C"'
        end,
        p_expression
    )
    where p_expression is not null
$$;

comment on function analytics.compile_distinct(text, text, jsonb) is
'SQL of what a distinct count counts. Ids are those of a vendor: equal ids of two vendors differ.';
revoke all on function analytics.compile_distinct(text, text, jsonb) from public;
grant execute on function analytics.compile_distinct(text, text, jsonb) to analytics_definer;
