create or replace function analytics.list_series_notes(p_values float8[])
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce(jsonb_agg(n.note order by n.place), '[]')
    from (values
        (1, 0 = all (p_values), 'all months are zero, so the forecast is zero'),
        (2, cardinality(p_values) < 12, 'less than a year: its own seasons are not known'),
        (3, cardinality(p_values) between 12 and 23,
            'less than two years: one year cannot be told from the usual one')
    ) as n (place, is_so, note)
    where n.is_so
$$;

comment on function analytics.list_series_notes(float8[]) is
'What a reader should know about a series before believing its forecast.';
revoke all on function analytics.list_series_notes(float8[]) from public;
grant execute on function analytics.list_series_notes(float8[]) to analytics_definer;
