create or replace function analytics.hash_series(p_start_on date, p_values float8[])
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select encode(
        sha256(convert_to(to_char(p_start_on, 'YYYY-MM') || p_values::text, 'UTF8')), 'hex'
    )
$$;

comment on function analytics.hash_series(date, float8[]) is
'A hash of the months of a series: another one where any of them has changed.';
revoke all on function analytics.hash_series(date, float8[]) from public;
grant execute on function analytics.hash_series(date, float8[]) to analytics_definer;
