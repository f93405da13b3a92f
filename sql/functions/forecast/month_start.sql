create or replace function analytics.month_start(p_month_number integer)
returns date
language sql
immutable
strict
parallel safe
security invoker
as $$
    select make_date(p_month_number / 12, p_month_number % 12 + 1, 1)
$$;

comment on function analytics.month_start(integer) is
'The first day of the month of that number. Inlined.';
revoke all on function analytics.month_start(integer) from public;
grant execute on function analytics.month_start(integer) to analytics_definer;
