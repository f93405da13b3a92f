create or replace function analytics.format_csv(p_table jsonb)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select string_agg(l.line || e'\r\n', '' order by l.place)
    from (
        select 0 as place, string_agg(analytics.csv_cell(c -> 'name'), ',' order by o) as line
        from jsonb_array_elements(p_table -> 'columns') with ordinality as n (c, o)
        union all
        select r.place, (
            select string_agg(analytics.csv_cell(c), ',' order by o)
            from jsonb_array_elements(r.cells) with ordinality as n (c, o)
        )
        from jsonb_array_elements(p_table -> 'rows') with ordinality as r (cells, place)
    ) as l
$$;

comment on function analytics.format_csv(jsonb) is
'A table of tabulate_metrics as CSV (RFC 4180) with a header line.';
revoke all on function analytics.format_csv(jsonb) from public;
grant execute on function analytics.format_csv(jsonb) to analytics_definer;
