create or replace function analytics.list_calendar_factors(
    p_place text,
    p_first_month integer,
    p_last_month integer,
    p_saturday_share float8
)
returns table (month_number integer, saturdays float8, holidays float8)
language sql
stable
security invoker
set search_path = ''
as $$
    with month as materialized (
        select c.month_number, c.saturday_count, jsonb_array_length(c.holidays) as holiday_count
        from analytics.list_calendar_months(p_place, p_first_month - 36, p_last_month) as c
    )
    select
        m.month_number,
        1 + coalesce(p_saturday_share, 0) * (m.saturday_count / avg(b.saturday_count) - 1)::float8,
        coalesce(1 + 0.04 * (m.holiday_count - avg(b.holiday_count))::float8, 1)
    from month as m
    inner join month as b on b.month_number in (
        m.month_number - 12, m.month_number - 24, m.month_number - 36
    )
    where m.month_number >= p_first_month
    group by m.month_number, m.saturday_count, m.holiday_count
$$;

comment on function analytics.list_calendar_factors(text, integer, integer, float8) is
'How a month differs from the same month of the three years before: by its Saturdays, as far as
weddings are held on Saturdays, and by 4 % for each public holiday more.';
revoke all on function analytics.list_calendar_factors(text, integer, integer, float8) from public;
grant execute on function analytics.list_calendar_factors(text, integer, integer, float8)
to analytics_definer;
