create or replace function analytics.is_calendar_day(p_text text)
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select d.year > 0 and d.month between 1 and 12 and d.day between 1 and case
        when d.month in (4, 6, 9, 11) then 30
        when d.month <> 2 then 31
        when d.year % 4 = 0 and (d.year % 100 <> 0 or d.year % 400 = 0) then 29
        else 28
    end
    from (
        select
            left(p_text, 4)::integer as year,
            substr(p_text, 6, 2)::integer as month,
            substr(p_text, 9, 2)::integer as day
    ) as d
$$;

comment on function analytics.is_calendar_day(text) is
'Whether digits of the form YYYY-MM-DD are a day of the Gregorian calendar from the year 1 on.';
revoke all on function analytics.is_calendar_day(text) from public;
