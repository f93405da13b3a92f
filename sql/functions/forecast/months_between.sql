create or replace function analytics.months_between(p_day date, p_today date)
returns integer
language sql
immutable
strict
parallel safe
security invoker
as $$
    -- A day that a shorter month does not have is its last one, as in date arithmetic.
    select analytics.month_number(p_today) - analytics.month_number(p_day)
        - (extract(day from p_day) > extract(day from p_today))::integer
$$;

comment on function analytics.months_between(date, date) is
'By how many whole months a day lies before today: the most that can be taken from today without
passing it; negative for days to come. Inlined.';
revoke all on function analytics.months_between(date, date) from public;
grant execute on function analytics.months_between(date, date) to analytics_definer;
