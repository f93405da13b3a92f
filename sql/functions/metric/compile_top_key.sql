create or replace function analytics.compile_top_key(p_fields jsonb, p_is_per_currency boolean)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select format(
            'concat(%s, jsonb_build_array(%s))',
            case when p_is_per_currency then 'l.currency' else '''''' end,
            string_agg(format('l.%I', 'f_' || f), ', ')
        )
        from jsonb_array_elements_text(p_fields) as f
    );
end;
$$;

comment on function analytics.compile_top_key(jsonb, boolean) is
'SQL of the key by which groups are ranked: their fields, within a currency if there are several.';
revoke all on function analytics.compile_top_key(jsonb, boolean) from public;
grant execute on function analytics.compile_top_key(jsonb, boolean) to analytics_definer;
