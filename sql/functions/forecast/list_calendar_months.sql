create or replace function analytics.list_calendar_months(
    p_place text,
    p_first_month integer,
    p_last_month integer
)
returns table (month_number integer, saturday_count integer, holidays jsonb)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        m.month_number,
        -- Counted from the first Saturday on.
        (
            (
                analytics.month_start(m.month_number + 1) - 1
                - (analytics.month_start(m.month_number)
                    + (6 - extract(isodow from analytics.month_start(m.month_number))::integer + 7)
                    % 7)
            ) / 7 + 1
        ),
        case when c.place is not null then (
            select coalesce(jsonb_agg(
                jsonb_build_object('date', h.holiday_on, 'name', h.holiday_name)
                order by h.holiday_on
            ), '[]')
            from (
                select distinct on (d.holiday_on) d.holiday_on, d.holiday_name
                from analytics.calendar_days as d
                where d.country_code = c.country_code
                    and d.subdivision_code in ('', c.subdivision_code)
                    and d.holiday_on >= analytics.month_start(m.month_number)
                    and d.holiday_on < analytics.month_start(m.month_number + 1)
                order by d.holiday_on, d.subdivision_code desc
            ) as h
        ) end
    from generate_series(p_first_month, p_last_month) as m (month_number)
    left join analytics.calendar_places as c on c.place = p_place
$$;

comment on function analytics.list_calendar_months(text, integer, integer) is
'Saturdays and public holidays [{"date", "name"}] of each month; holidays are null where the
calendar does not know the place.';
revoke all on function analytics.list_calendar_months(text, integer, integer) from public;
grant execute on function analytics.list_calendar_months(text, integer, integer)
to analytics_definer;
