create or replace function analytics.month_number(p_day date)
returns integer
language sql
immutable
strict
parallel safe
security invoker
as $$
    select extract(year from p_day)::integer * 12 + extract(month from p_day)::integer - 1
$$;

comment on function analytics.month_number(date) is
'The number of the month of a day, counted from the year 0, so that months can be subtracted.
Inlined.';
revoke all on function analytics.month_number(date) from public;
grant execute on function analytics.month_number(date) to analytics_definer;
